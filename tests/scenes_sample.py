"""A script with everything: two scenes, a branch that rejoins, endings of each kind."""

TEXT = """\
lab: talk
criteria:
  - id: open
    name: {zh: 开放心态, en: Open mind}
  - id: notes
    name: {zh: 做好记录, en: Notes}
pass_share: 0.75
hint: {zh: 先**听**再说。, en: First **listen**.}
scenes:
  - id: late
    title: {zh: 送货晚了 & 急, en: Late & angry}
    setting: {zh: 店主在等货。, en: The owner is waiting.}
    speaker: {zh: 老秦, en: Lao Qin}
    start: t1
    turns:
      - id: t1
        says: {zh: 货呢？, en: Where are my goods?}
        replies:
          - id: a
            text: {zh: 不归我管。, en: Not my business.}
            marks: {open: 0}
            why: {zh: 推责任。, en: This shifts the blame.}
            next: t2
          - id: b
            text: {zh: 您等多久了？, en: How long have you waited?}
            marks: {open: 2}
            why: {zh: 先问清。, en: Ask first.}
            next: t3
      - id: t2
        says: {zh: 那我找谁？, en: Whom do I ask then?}
        ask: {zh: 怎么补救？, en: How do you mend it?}
        replies:
          - id: a
            text: {zh: 我来查。, en: I will look into it.}
            marks: {open: 2, notes: 1}
            why: {zh: 接过来。, en: Take it up.}
            next: t3
          - id: b
            text: {zh: 我记下来去查。, en: I note it and look into it.}
            marks: {open: 2, notes: 2}
            why: {zh: 还有记录。, en: With a note.}
            next: t3
          - id: c
            text: {zh: 打热线吧。, en: Call the hotline.}
            marks: {open: 0, notes: 0}
            why: {zh: 又推开了。, en: Pushed away again.}
            next: bad
      - id: t3
        speaker: {zh: 秦嫂, en: Mrs Qin}
        says: {zh: 等了一天。, en: A whole day.}
        replies:
          - id: a
            text: {zh: 我记下了，今天给您答复。, en: Noted; you get an answer today.}
            marks: {open: 2, notes: 2}
            why: {zh: 有记录，有时限。, en: A note and a time.}
            next: good
          - id: b
            text: {zh: 知道了。, en: I see.}
            marks: {open: 1, notes: 0}
            why: {zh: 没有下文。, en: Nothing follows.}
            next: fair
    endings:
      - {id: good, outcome: good, text: {zh: 他点点头。, en: He nods.}}
      - {id: fair, outcome: fair, text: {zh: 他叹口气。, en: He sighs.}}
      - {id: bad, outcome: poor, text: {zh: 他挂断了。, en: He hangs up.}}
  - id: stale
    title: {zh: 滞销, en: Slow stock}
    setting: {zh: 货架满了。, en: Full shelves.}
    speaker: {zh: 老秦, en: Lao Qin}
    start: t1
    turns:
      - id: t1
        says: {zh: 卖不动。, en: It does not sell.}
        replies:
          - id: a
            text: {zh: 我帮您调剂。, en: I help you move it.}
            marks: {notes: 2}
            why: {zh: 帮他想办法。, en: Help.}
            next: good
          - id: b
            text: {zh: 再等等。, en: Wait.}
            marks: {notes: 0}
            why: {zh: 没有帮助。, en: No help.}
            next: bad
    endings:
      - {id: good, outcome: good, text: {zh: 好。, en: Good.}}
      - {id: bad, outcome: poor, text: {zh: 不好。, en: Bad.}}
"""

"""The real bank: every warning of the lint is mended, or accepted with a reason."""

from pathlib import Path

from fuwu.content import check


def test_the_bank_has_no_unaccepted_finding(root: Path) -> None:
    assert [str(fault) for fault in check(root, "en", lint=True)] == []

import io
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest
from PIL import Image

from fuwu.labs.figure import DPI, GREY, WIDTH, Bar, Figure, Sheet, bars, font_family, table, width_of, wrap

ROWS = [Bar("食杂店 grocery", (0.6, 0.2), ("60%", "20%")), Bar("超市", (0.4, 0.8), ("40%", "80%"))]


def size(png):
    return Image.open(io.BytesIO(png)).size


def test_equal_drawings_give_equal_bytes_without_a_trace_of_the_program():
    png = bars("标题", ["户数", "销量"], ROWS).png()
    assert png == bars("标题", ["户数", "销量"], ROWS).png()
    assert b"matplotlib" not in png.lower()
    assert png != bars("标题", ["户数", "销量"], ROWS[::-1]).png()


def test_a_picture_has_the_width_of_the_page_and_grows_with_its_rows():
    two, four = (size(bars("t", ["a", "b"], ROWS * n).png()) for n in (1, 2))
    assert two[0] == four[0] == round(WIDTH * DPI)
    assert four[1] > two[1]


def test_chinese_is_drawn_with_the_font_of_the_package_without_a_warning(recwarn):
    sheet = Sheet(2, 0.5)
    sheet.text(0.1, 0.25, "零售户分类，困难群体;①②≥≤×÷")
    assert sheet.png()
    assert not [one for one in recwarn if "missing" in str(one.message)]
    assert font_family() == "Fuwu CJK"


def test_dollar_signs_are_text_not_formulae():
    sheet = Sheet(2, 0.5)
    sheet.text(0.1, 0.25, "$5 a_b $6")
    assert sheet.png()


def test_nothing_is_drawn_up_to_the_edge():
    long = [Bar("a very long label that has to be wrapped somewhere", (1.0,), ("100% (1,200)",)), *ROWS]
    image = Image.open(
        io.BytesIO(bars("A title that is so long that it needs more than one line on the sheet", ["a"], long).png())
    )
    pixels = image.convert("L")
    right = pixels.crop((image.width - 4, 0, image.width, image.height)).getextrema()
    left = pixels.crop((0, 0, 4, image.height)).getextrema()
    assert right == left == (255, 255)


def test_lines_break_at_spaces_or_between_chinese_characters():
    assert wrap("one two three", width_of("one two ")) == ["one two", "three"]
    assert wrap("客户经理", width_of("客户")) == ["客户", "经理"]
    assert wrap("客户。经理", width_of("客户")) == ["客户。", "经理"]
    assert "".join(wrap("按 1–4 类拜访", width_of("按 1–4"))).replace(" ", "") == "按1–4类拜访"


def test_a_figure_for_the_screen_is_the_same_drawing_with_its_alternative_text():
    sheet = Sheet(2, 0.5)
    sheet.text(0.1, 0.25, "a < b")
    sheet.box(0.5, 0.1, 1, 0.2, color="#0072B2")
    sheet.line([0, 1], [0.5, 0.5], dashed=True)
    root = ET.fromstring(Figure(sheet, 'sizes "A" < B', "words").html())
    assert root.attrib["aria-label"] == 'sizes "A" < B'
    assert (root.attrib["role"], root.attrib["viewBox"]) == ("img", "0 0 200.0 50.0")
    text, box, line = root
    assert text[0].text == "a < b"
    assert [box.attrib[name] for name in ("x", "y", "width", "height")] == ["50.0", "10.0", "100.0", "20.0"]
    assert line.attrib["points"] == "0.0,50.0 100.0,50.0"
    assert Figure(sheet, "", "").png == sheet.png()


def boxes(sheet):
    return [one.attrib for one in ET.fromstring(sheet.svg("")) if one.tag == "rect"]


def test_a_negative_value_has_a_grey_bar_of_its_length_which_the_legend_names():
    rows = [Bar("x", (-2.0, 1.0), ("−2", "1")), Bar("y", (1.0, 2.0), ("1", "2"))]
    sheet = bars("t", ["a", "b"], rows, negative="below zero")
    grey = [one for one in boxes(sheet) if one["fill"] == GREY]
    longest = max(float(one["width"]) for one in boxes(sheet))
    assert [float(one["width"]) for one in grey] == [14.0, longest]  # in the legend, in the row
    assert "below zero" in sheet.svg("")
    assert bars("t", ["a", "b"], ROWS, negative="below zero").svg("") == bars("t", ["a", "b"], ROWS).svg("")


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs).get("scope")))


def test_a_table_names_its_rows_and_columns_and_escapes():
    made = table("Sizes", ["Class", "n"], [["A & B", "1"], ["C", "<2"]], note="of 3")
    tags = Tags()
    tags.feed(made.html)
    assert tags.found.count(("th", "col")) == 2
    assert tags.found.count(("th", "row")) == 2
    assert ("caption", None) in tags.found
    assert "A &amp; B" in made.html
    assert "&lt;2" in made.html
    assert made.words == "Sizes\nClass | n\nA & B | 1\nC | <2\nof 3"


@pytest.mark.parametrize("rows", [[], [Bar("x", (0.0,), ("0%",))]])
def test_nothing_to_draw_is_still_a_picture(rows):
    assert size(bars("t", ["a"], rows).png())[0] == round(WIDTH * DPI)

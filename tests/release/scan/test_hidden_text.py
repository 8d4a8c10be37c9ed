"""Leaks that are hidden from a plain search: by letters of another script, by signs that take no room, by lines."""

from __future__ import annotations

import io
import time

import pikepdf
import pytest
import xlsxwriter

from tests.release.scan.invented import html, ipynb, pdf

BURMESE = str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉")
SHAN = str.maketrans("0123456789", "႐႑႒႓႔႕႖႗႘႙")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ZERO_WIDTH = ("\u200b", "\u200c", "\u2060", "\ufeff", "\u00ad", "\u202c", "\u034f", "\ufe0f", "\U000e0020")


@pytest.mark.parametrize("digits", [BURMESE, SHAN, WIDE], ids=["Burmese", "Shan", "full width"])
@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("phone", "09 123 456 789"),
        ("phone", "+95 9 123 456 789"),
        ("coordinates", "22.12345, 95.12345"),
        ("host", "10.1.2.3"),
    ],
)
def test_digits_of_another_script_are_digits(rule, text, digits, found):
    hidden = text.translate(digits)
    assert rule in {code for code, _ in found(f"x {hidden} x".encode())}
    assert rule in {code for code, _ in found(html(f"<p>{hidden}</p>"), "a.html")}


@pytest.mark.parametrize("sign", ZERO_WIDTH, ids=ascii)
@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("phone", "09123456789"),
        ("e-mail", "invented@example.org"),
        ("coordinates", "22.12345, 95.12345"),
        ("p-code", "MMR005019701"),
    ],
)
def test_signs_that_take_no_room_hide_nothing(rule, text, sign, found):
    assert rule in {code for code, _ in found(sign.join(text).encode())}


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        ("phone", ["call 09 123", "456 789 now"]),
        ("phone", ["call 09123", "456789 now"]),
        ("coordinates", ["at 22.12", "345, 95.12345"]),
        ("coordinates", ["at 22.12345,", "95.12345"]),
        ("e-mail", ["write to invented", ".person@example.org"]),
        ("e-mail", ["invented@exam-", "ple.org"]),
        ("messaging", ["see t.me", "/invented"]),
        ("p-code", ["in MMR005019", "701"]),
    ],
)
def test_lines_of_a_page_are_joined(rule, lines, found):
    assert rule in {code for code, _ in found(pdf(lines=lines), "a.pdf")}


def test_a_township_code_at_the_end_of_a_line_takes_no_digits_of_the_next(found):
    assert found(pdf(lines=["in MMR005019", "2024 was a year", "MMR005019", "999"]), "a.pdf") == []


@pytest.mark.parametrize(
    "text",
    [
        "22%2E12345%2C%2095%2E12345",
        "22%252E12345%252C95%252E12345",
        "22&#46;12345&comma; 95&#x2e;12345",
        "22.12345&amp;nbsp;95.12345",
        "22\\u002e12345, 95\\x2e12345",
        "22=2E12345, 95=2E12345",
        "22°07'24\" N",
        "22° 7′ 24.5″ N, 95° 7′ 24″ E",
        "22°07’24” N",
        "22°07.405' N",
        "२२.१२३४५, ९५.१२३४५",
        "−22.12345, 95.12345",
    ],
)
def test_coordinates_are_found_however_they_are_coded(text, found):
    assert "coordinates" in {code for code, _ in found(f"at {text}".encode())}


@pytest.mark.parametrize(
    "table",
    ["a,22.12345,b,c\nd,e,f,g\n", "x;y\n22.12345;95.12345\n", "place\tx\ty\ninvented\t22.1234\t95.1234\n"],
)
def test_a_pair_in_a_row_is_a_point(table, found):
    expected = "95.1" in table
    assert ("coordinates" in {code for code, _ in found(table.encode(), "a.csv")}) is expected


def test_a_point_in_json_is_found_as_list_and_as_object(found):
    assert "coordinates" in dict(found(b'{"type": "Point", "place": [95.12345, 22.12345]}', "a.json"))
    assert "coordinates" in dict(found(b'{"p": 95.12345, "q": 22.12345}', "a.json"))
    assert found(b'{"p": 0.12345, "q": 22.12345}', "a.json") == []


def test_a_name_given_twice_hides_nothing(found):
    assert "phone" in dict(found(b'{"x": "09 123 456 789", "x": "nothing"}', "a.json"))


def test_what_draws_an_svg_is_no_point_but_what_it_says_is(found):
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M22.12345,95.12345 L1,2"/><circle cx="22.123" cy="95.123"/>%s</svg>'
    assert found(drawn % b"", "a.svg") == []
    assert "coordinates" in dict(found(drawn % b"<desc>22.12345, 95.12345</desc>", "a.svg"))
    assert "coordinates" in dict(found(drawn % b'<g data-at="22.12345, 95.12345"/>', "a.svg"))


def test_a_table_that_was_printed_is_a_table(found):
    printed = "       pcode  figure  note\n0  MMR005019       7  long\n"
    assert found(ipynb(outputs=[{"output_type": "stream", "name": "stdout", "text": printed}]), "a.ipynb") == [
        ("column", "note")
    ]


def test_a_number_over_a_line_break_of_a_page_is_one(found):
    assert "phone" in dict(found(html("<p>call 09 123<br>456 789</p>"), "a.html"))


def _left(change):
    return pdf("invented", change=change)


def _appearance(document):
    form = document.make_stream(b"BT /F1 9 Tf (call 09 123 456 789) Tj ET")
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 9, 9])
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 9, 9])
    note.AP = pikepdf.Dictionary(N=form)
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


def _script(document):
    script = document.make_indirect(document.make_stream(b"app.alert('call 09 123 456 789')"))
    document.Root.OpenAction = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script))


def _not_shown(document):
    document.Root.Invented = document.make_indirect(document.make_stream(b"BT [(call 09 1) -20 (23 456 789)] TJ ET"))


def _alternative(document):
    document.Root.Invented = pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt=pikepdf.String("call 09 123 456 789"))


def _layer(document):
    document.pages[0].Contents = document.make_stream(b"BT /F1 12 Tf 3 Tr 72 700 Td (call 09 123 456 789) Tj ET")


@pytest.mark.parametrize("change", [_appearance, _script, _not_shown, _alternative, _layer])
def test_what_no_reader_of_a_pdf_sees_is_read(change, found):
    assert "phone" in dict(found(_left(change), "a.pdf"))


def test_a_pdf_attachment_that_no_list_names_is_read(found):
    def change(document):
        document.Root.Invented = document.make_indirect(document.make_stream(b"x,y\ncall,09 123 456 789\n"))
        document.Root.Invented.Type = pikepdf.Name.EmbeddedFile

    assert "phone" in dict(found(pdf("invented", change=change), "a.pdf"))


def test_formulas_and_footers_of_a_workbook_are_read(found):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("invented")
    sheet.write_formula(0, 0, '=HYPERLINK("https://t.me/invented")', value="here")
    sheet.set_footer("&Lcall 09 123 456 789")
    book.close()
    assert {"messaging", "phone"} <= set(dict(found(out.getvalue(), "a.xlsx")))


@pytest.mark.parametrize(
    "text",
    ["959123456789", "?p=09123456789", "09 - 123 - 456 789", "mail/invented@example.org", "telegram: @invented_user"],
)
def test_contacts_are_found_however_they_are_written(text, found):
    assert {"phone", "e-mail", "messaging"} & set(dict(found(f"x {text} x".encode())))


@pytest.mark.parametrize("text", ["MMR 005 019 701", "mmr-005-019-701-501", "MMR_005_019_001"])
def test_a_code_that_was_taken_apart_is_one(text, found):
    assert "p-code" in dict(found(f"x {text} x".encode()))


@pytest.mark.long
@pytest.mark.parametrize(
    "part",
    ["1", "1.", "9", "09", "09 ", "1.1 ", "22.123 ", "a@", "a.", "\\", "\\u", "%41", "%25", "&#49;", "&amp;", "MMR1", "-", "_a",
     "a-", "=3", "A", " ", "\n", "/", "<", "<p", "data:", "{", "[", "'", "N 2", "2°", "a [at] ", "\u200b", "က", "P-Q"],
)  # fmt: skip
def test_no_text_holds_the_scan_up(part, found, claims_of_invention):
    start = time.process_time()
    found((part * (200_000 // len(part))).encode(), claims=claims_of_invention)
    assert time.process_time() - start < 4


def test_a_source_that_nests_without_end_holds_nothing_up(found):
    start = time.process_time()
    assert "phone" in dict(found(html("<b><p>" * 20_000 + "call 09 123 456 789" + "</p>" * 20_000), "a.html"))
    assert found(b"[" * 50_000, "a.json") == []
    assert time.process_time() - start < 8

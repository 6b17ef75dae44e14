"""What is said is said whole: faults, questions, what was then; details from their beginning."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from coptui.core.model.typed_days import EXAMPLES
from coptui.evidence.line import Evidence, EvidenceRow, Reading
from coptui.evidence.registry import LINES
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Row, Span, listed
from coptui.tui.records.evidence_rows import behind_rows
from coptui.tui.records.words import INDENT, flowing, labelled
from coptui.tui.walks.walk_rows import TITLE, evidence_beside

DAYS = f"Write {EXAMPLES}."


def on_one_line(text: str) -> str:
    return " ".join(text.split())


async def test_a_fault_in_a_form_is_wrapped_and_its_field_named(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        app.screen.query_one("#joined-on-field").value = "31.2.2026"
        await pilot.press("enter")
        await pilot.pause()
        text = screen_text(app)
        assert DAYS in on_one_line(text)
        assert "Joined needs a different value:" in text


async def test_a_fault_under_a_line_is_wrapped_and_goes_again(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t", *"spoke !someday-or-never", "enter")
        await pilot.pause()
        assert DAYS in on_one_line(screen_text(app))
        assert "Enter save" in screen_text(app)
        await pilot.press("x")
        await pilot.pause()
        assert "called @name last Tuesday about #topic;" in screen_text(app)
        assert "2026-12-01" not in screen_text(app)
        assert app.screen.query_one("#under").size.height == 1


async def test_a_question_is_wrapped(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", *"-Okafor-Lindqvist" * 3, "enter")
        await pilot.pause()
        await pilot.press("D")
        await pilot.pause()
        assert "will lose the link." in on_one_line(screen_text(app))
        assert "y yes" in screen_text(app)


async def test_find_shows_each_from_the_beginning(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.press("g", *"call")
        for _ in range(3):
            await pilot.press("down")
            await pilot.pause()
            assert app.screen.detail.top == 0
        await pilot.press("ctrl+u", *"amara")
        await pilot.pause()
        assert "Amara Okafor        " in screen_text(app).split("\n", 3)[2][40:]


class Beside(App[None]):
    """A list and a detail view whose first link is far down."""

    CSS = "RecordList { height: 10; }"

    def compose(self) -> ComposeResult:
        yield RecordList(id="list")
        yield RecordList(bar=True, id="detail")

    def on_mount(self) -> None:
        texts = [Row(None, (Span(f"text {n}"),)) for n in range(30)]
        self.detail.show_rows(listed([*texts, Row("link", (Span("a link"),))]))
        self.query_one("#list").focus()

    @property
    def detail(self) -> RecordList:
        return self.query_one("#detail", RecordList)


async def test_a_detail_view_is_read_from_its_beginning_and_its_first_link_has_the_cursor_once_in_sight() -> (
    None
):
    app = Beside()
    async with app.run_test(size=(40, 24)) as pilot:
        await pilot.pause()
        assert app.detail.top == 0
        app.detail.focus()
        await pilot.pause()
        assert app.detail.top == 0 and app.detail.key is None
        app.detail.move("cursor-down")
        assert app.detail.top == 1 and app.detail.key is None
        app.detail.move("page-down")
        app.detail.move("page-down")
        app.detail.move("page-down")
        assert app.detail.top == 21 and app.detail.key == "link"
        app.detail.move("first")
        assert app.detail.top == 0 and app.detail.key is None
        app.detail.move("last")
        assert app.detail.top == 21 and app.detail.key == "link"


async def test_a_note_keeps_its_comma(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "n", *"first, then,", "enter")
        await pilot.pause()
    assert on_disk("members")["2"]["notes"][-1]["text"] == "first, then,"


async def test_the_palette_puts_names_before_descriptions(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", *"the")
        await pilot.pause()
        titles = [app.screen._commands[str(key)].title for key in app.screen.list.rows.keys]
        named = ["the" in title.lower() for title in titles]
        assert named == sorted(named, reverse=True)


async def test_silence_is_said_without_a_question(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("g", *"grace")
        await pilot.pause()
        assert "Joined 1 Apr 2024; nothing else" in screen_text(app)
        assert "Why no" not in screen_text(app)


async def test_what_was_then_and_the_last_note_are_whole_where_there_is_room(
    open_app, screen_text
) -> None:
    note = "People came back after the break, and two of them brought someone along. " * 2
    app = open_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("c", "enter", "3", "n", *note.strip(), "enter")
        await pilot.pause()
        assert on_one_line(note) in on_one_line(screen_text(app))
        await pilot.press("end", *["j"] * len(app.screen.walk.steps), "enter")
        await pilot.pause()
        await pilot.press("q", "enter")
        await pilot.pause()
        assert app.screen.previous is not None
        assert on_one_line(note) in on_one_line(screen_text(app))
        await pilot.resize_terminal(80, 14)
        await pilot.pause()
        assert "don't know" in screen_text(app)


async def test_an_answer_of_topics_is_there_again_when_changed(open_app, on_disk, tmp_path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "mine.yaml").write_text(
        "id: mine\nversion: 1\ntitle: Mine\nsections:\n  - title: One\n    steps:\n"
        "      - id: which\n        ask: Which topics?\n        answer: topics\n"
    )
    app = open_app(checklist_folders=[folder])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        app.screen.list.go_to("mine")
        await pilot.press("enter", "enter", *"silence, case 14", "enter")
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()
        assert app.screen.query_one("#line").value == "Silence on the line, case 14"
        await pilot.press("enter")
        await pilot.pause()
        (run,) = on_disk("runs").values()
        assert [entry["value"] for entry in run["log"]] == [[2, 3], [2, 3]]


def test_a_row_behind_evidence_keeps_its_reason() -> None:
    long = "a topic with a title that is much longer than the list is wide"
    now = Evidence(
        "topic_age", 1.0, "2 open",
        rows=(EvidenceRow("topics", 1, "Rota", "12 days"), EvidenceRow("topics", 2, long, "nobody has it yet")),
    )  # fmt: skip
    rows = behind_rows([Reading(now, now, "same", "same")], LINES, 40)
    lines = ["".join(span.text for span in rows.cells(n)) for n in range(len(rows))]
    assert all(cell_len(line) <= 38 for line in lines)
    assert any(line.startswith("  Rota  ") and line.endswith("12 days") for line in lines)
    assert f"{long} nobody has it yet" in on_one_line(" ".join(lines))
    assert [key[3] for key in rows.keys if key] == [1, 2]


async def test_what_goes_wrong_is_said_with_what_to_do(open_app, path, screen_text) -> None:
    path.write_text('{"community": {"1": {"name": "Nobody here"}}}')
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await pilot.pause()
        assert "Nothing is selected. Press 1, 2 or 3 for a list." in screen_text(app)
        await pilot.press("c", "=")
        await pilot.pause()
        assert "twice, then you can compare. Press Enter to start" in screen_text(app)


async def test_a_draft_that_comes_back_goes_on_at_its_end(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "e", *" Half")
        app.screen.keep_draft()
    app.desk.drafts.close()
    again = open_app()
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "e")
        await pilot.pause()
        await pilot.press(*"way", "enter")
        await pilot.pause()
    assert on_disk("members")["2"]["name"] == "Beth Lindqvist Halfway"


async def test_what_is_required_and_open_is_told_at_the_end(
    open_app, screen_text, tmp_path
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "mine.yaml").write_text(
        "id: mine\nversion: 1\ntitle: Mine\nsections:\n  - title: One\n    steps:\n"
        "      - id: a\n        ask: Who is next?\n        answer: yes-no\n        required: true\n"
        "      - id: b\n        ask: And then?\n        answer: yes-no\n"
    )
    app = open_app(checklist_folders=[folder])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        app.screen.list.go_to("mine")
        await pilot.press("enter", "j", "j")
        await pilot.pause()
        text = screen_text(app)
        assert "Required, not answered yet" in text
        assert "Who is next?" in text
        assert "And then?" not in text
        await pilot.press("b", "b", "y", "j", "j")
        await pilot.pause()
        assert "still open" not in screen_text(app)


@pytest.mark.parametrize("text", ["short", "a longer text of evidence, " * 6])
@pytest.mark.parametrize("name", LINES)
def test_the_name_of_an_evidence_line_is_whole_beside_a_question(name: str, text: str) -> None:
    now = Evidence(name, 1.0, text.strip())
    rows = listed(evidence_beside(Reading(now, now, "same", "same"), LINES[name].title, 77, False))
    lines = ["".join(span.text for span in rows.cells(n)) for n in range(len(rows))]
    assert all(cell_len(line) <= 77 for line in lines)
    assert on_one_line(" ".join(line[: TITLE + 2] for line in lines)) == LINES[name].title


@pytest.mark.parametrize("label", ["Seeks", "Unmarked", "Looked after by", "Vermerkt von"])
def test_a_label_of_any_length_is_apart_from_its_text(label: str) -> None:
    rows = labelled(label, "what it says, " * 9, 40)
    lines = ["".join(span.text for span in row.cells) for row in rows]
    assert all(len(line.rstrip()) <= 40 for line in lines)
    assert lines[0].rstrip() == label or lines[0].startswith(f"{label} ")
    assert " ".join("".join(lines).split()).startswith(f"{label} what it says,")


@pytest.mark.parametrize("size", [(40, 20), (60, 20), (80, 24), (120, 40)])
async def test_every_answer_of_a_question_is_in_sight(size, open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("plus")
        await pilot.pause()
        answers = [
            command for command in app.screen.commands() if command.id in app.screen._answers
        ]
        assert len(answers) > 5
        lines = screen_text(app).split("\n")
        for command in answers:
            assert any(f" {command.keys[0]} {command.word}" in line for line in lines), command.id


@given(
    st.lists(st.text("abc@.é", min_size=1, max_size=50), min_size=1, max_size=6),
    st.integers(30, 80),
    st.sampled_from(["Contact", "Interessengebiete"]),
)
def test_no_word_is_broken_that_has_room_on_a_line_of_its_own(
    words: list[str], width: int, label: str
) -> None:
    rows = labelled(label, " ".join(words), width)
    lines = ["".join(cell.text for cell in row.cells).split() for row in rows]
    shown = [word for line in lines for word in line]
    for word in words:
        assert word in shown or cell_len(word) > width - INDENT
    assert all(sum(cell_len(cell.text) for cell in row.cells) <= width for row in rows)


LONG = "a follow-up with so many words that no line of any list has room for all of them at once, to the end"
"""More than a line holds at any size below."""
IN_LISTS = {
    "today": ("0",),
    "details": ("enter",),
    "promises to the sponsor": ("colon", *"sponsor", "enter"),
    "handover": ("colon", *"handover", "enter"),
    "who is mentioned": ("colon", *"leaving or privacy request", "enter"),
    "requests": ("5",),
    "my reminders": ("plus", "k", *f"{LONG} !today", "enter", "0"),
}


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
@pytest.mark.parametrize("way", IN_LISTS)
async def test_what_people_wrote_is_whole_in_every_list(way, size, open_app, path) -> None:
    tables = json.loads(path.read_text("utf-8"))
    tables["community"]["1"]["sponsor"] = 1
    about = {"text": f"Amara Okafor: {LONG}", "created_on": "2026-11-12", "due_on": "2026-11-20"}
    mine = way == "my reminders"
    tables["actions"] = {} if mine else {"1": {**about, "owner": 1, "about": [1]}}
    tables["asks"] = {"1": {"text": LONG, "asker": 1, "asked_on": "2026-11-12"}}
    path.write_text(json.dumps(tables), "utf-8")
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press(*("space" if key == " " else key for key in IN_LISTS[way]))
        await pilot.pause()
        rows = (app.screen.detail if way == "details" else app.screen.list).rows
        drawn = [cell.text for at in range(len(rows)) for cell in rows.cells(at)]
        words = [word for text in drawn for word in text.split()]
        assert set(LONG.split()) <= set(words), drawn


@pytest.mark.parametrize("width", [57, 77, 117])
@pytest.mark.parametrize("name", LINES)
def test_no_word_of_evidence_is_broken_beside_how_it_moved(name: str, width: int) -> None:
    words = "conversations with participants were recorded afterwards " * 3
    reading = Reading(
        Evidence(name, 1.0, words, on=date(2026, 11, 22)),
        Evidence(name, 91.0, "x", on=date(2026, 8, 1)),
        "lower",
        "worse",
    )
    rows = evidence_beside(reading, LINES[name].title, width, True)
    lines = ["".join(cell.text for cell in row.cells)[TITLE + 2 :].split() for row in rows]
    assert set(words.split()) <= {word for line in lines for word in line}


def test_a_text_of_a_checklist_flows_and_its_lists_stay() -> None:
    assert (
        flowing("one\ntwo\n\nthree\n- four\n- five\nsix\n")
        == "one two\n\nthree\n- four\n- five six"
    )


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_every_answer_that_can_be_given_is_in_sight(size, open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("c", "down", "enter")
        await pilot.pause()
        step = app.screen.walk.steps[0]
        assert step.answer == "scale"
        words = [f" {number} {word}" for number, word in enumerate(step.degrees)]
        shown = screen_text(app)
        assert [word for word in (*words, " - n/a", " d don't know") if word not in shown] == []

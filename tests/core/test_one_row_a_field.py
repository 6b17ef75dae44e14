"""A field of a member is one row: the form, finding, lists in and out, merging and who sees it follow."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import coptui
from coptui.core.finding.search import find
from coptui.core.model.community import Community
from coptui.core.model.entry import entries_of
from coptui.core.model.records import Member
from coptui.exchange.tables.headings import FILLED, meaning_of

SOURCE = Path(coptui.__file__).parent
ROW = '    shoes: Annotated[{type}, FieldRow("Shoe size", found_as="shoes {{text}}", column="Shoes")] = ""\n'
LAST = "    source: Away[Source | None] = None\n\n\nclass Topic("

CHECK = """
import sys
from datetime import date
from msgspec.structs import replace
from coptui.core.finding.search import find
from coptui.core.model.community import Community
from coptui.core.views.presenting import fit_to_show
from coptui.core.model.records import Member
from coptui.exchange.tables.headings import FILLED, meaning_of
from coptui.core.model.settings import settings_of
from coptui.core.people.one_person import differing, joined_record
from coptui.core.writing.form_fields import FIELDS
from coptui.exchange.reading import read
from coptui.exchange.tables.found import Hints
from coptui.exchange.writers.members import members
from coptui.tui.records.member_detail import member_rows

today = date(2026, 11, 22)
(field,) = [each for each in FIELDS["members"] if each.name == "shoes"]
assert (field.label, field.kind, field.limit) == ("Shoe size", "line", 500)

ann = Member(id=1, name="Ann Lee", shoes="thirty-eight")
community = Community(members={1: ann})
(hit,) = find(community, "thirty")
assert (hit.id, hit.why) == (1, "shoes thirty-eight")

for head in ("Shoes", "Shoe size"):
    table = f"Name,Email,{head}\\nAnn Lee,ann@example.org,thirty-eight\\n".encode()
    (person,) = read(table, Hints("people.csv")).people
    assert person.fields["shoes"] == "thirty-eight", head

other = replace(ann, id=2, shoes="forty")
assert [one.field for one in differing(ann, other)] == ["shoes"]
assert joined_record(ann, other, ["shoes"]).shoes == "forty"
assert joined_record(replace(ann, shoes=""), other).shoes == "forty"

def on_screen(community, private):
    rows = member_rows(community, community.members[1], today, settings_of(community.profile), 80, private, False)
    return "\\n".join("".join(span.text for span in row.cells) for row in rows)

seen = sys.argv[1] == "seen"
shown = fit_to_show(community)
assert (shown.members[1].shoes == "thirty-eight") == seen
assert ("thirty-eight" in on_screen(community, False)) == seen
assert "thirty-eight" in on_screen(community, True)
assert ("thirty-eight" in on_screen(shown, True)) == seen
out = members(community, today).text
assert "Shoes" in out.splitlines()[0] and ("thirty-eight" in out) == seen
"""


def run(folder: Path, type_: str, *given: str) -> subprocess.CompletedProcess[str]:
    copy = folder / type_ / "coptui"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    records = copy / "core" / "model" / "records.py"
    text = records.read_text("utf-8")
    assert text.count(LAST) == 1
    row = ROW.format(type=type_)
    records.write_text(text.replace(LAST, row + LAST), "utf-8")
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(CHECK), *given],
        cwd=copy.parent,
        env={"PYTHONPATH": str(copy.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_new_field_is_one_row_and_private_until_it_is_marked(tmp_path: Path) -> None:
    done = run(tmp_path, "Sentence", "private")
    assert done.returncode == 0, done.stderr


def test_a_mark_in_that_row_lets_the_room_see_it(tmp_path: Path) -> None:
    done = run(tmp_path, "ByRoom[Sentence]", "seen")
    assert done.returncode == 0, done.stderr


def test_what_a_field_is_found_as_is_a_whole_text() -> None:
    found_as = {name: each.entry.found_as for name, each in entries_of(Member).items()}
    whole = {name: text for name, text in found_as.items() if text}
    assert all(text.count("{text}") == 1 for text in whole.values())
    assert whole["organisation"] == "employer: {text}"


def test_what_is_found_of_a_member_reads_as_one_text() -> None:
    member = Member(
        id=1, name="Ann Lee", organisation="Harbour", unit="Ward 5", location="Porto", tags=("night",),
        offers=("rotas",), interests=("sleep",), seeks=("a mentor",), handles={"slack": "bcd.q"},
    )  # fmt: skip
    community = Community(members={1: member})
    assert {word: find(community, word)[0].why for word in WORDS} == WORDS


WORDS = {
    "harbour": "employer: Harbour", "ward": "unit: Ward 5", "porto": "in Porto", "night": "tag: night",
    "rotas": "offers rotas", "sleep": "interested in sleep", "mentor": "seeks a mentor", "bcd.q": "slack bcd.q",
}  # fmt: skip


def test_what_no_list_fills_is_said_in_the_row() -> None:
    texts = {name for name, each in entries_of(Member).items() if each.kind in ("line", "lines", "groups")}  # fmt: skip
    assert texts - FILLED.keys() == {"name", "left_reason"}
    assert meaning_of("Reason for leaving") == ""

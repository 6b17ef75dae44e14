"""Own checklists, evidence lines and letters: beside a file and on a server, by the same commands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from coptui import __version__
from coptui.errors import DataInvalid
from coptui.letters.posting import shelf_of
from coptui.session import Session
from coptui.store.address import address_of
from coptui.store.new_file import first_text
from coptui.store.opening import opened, own_files, server, upgrade
from coptui.store.own_files import HeldFolder, OwnFile
from coptui.store.postgres import creating, line, statements
from coptui.store.sides import put, whole_text
from tests.postgres_server import Server

CHECKLIST = """\
id: weekly-tea
version: 1
title: Weekly tea
sections:
  - title: Tea
    steps:
      - id: cups
        ask: How many cups, ☕ or ”not“?
"""
LINES = """\
lines:
  - id: tea_a_meeting
    title: tea a meeting
    value: counts.stories / counts.events
"""
LETTER = "letter: ask\nversion: 9\nsubject: Tea?\ntext: Dear {first_name}, tea?\n"
GIVEN = {"weekly.yaml": CHECKLIST, "tea.yaml": LINES, "ask.yaml": LETTER}
NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
KEPT = ["checklists/weekly.yaml", "evidence/tea.yaml", "letters/ask.yaml"]
Run = Callable[..., Any]


def new(postgres: Server, *own: OwnFile) -> str:
    """A new community on the server, with these own files; its schema."""
    schema = postgres.schema()
    put(opened(postgres.url(schema)), first_text({"name": "Circle"}, {"name": "Ada"}), own)
    return schema


def paths(address: str) -> list[str]:
    return [one.path for one in own_files(opened(address)).all()]


@pytest.fixture(params=["file", "server"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A community without own files, in a file and on a server."""
    if request.param == "server":
        server = request.getfixturevalue("postgres")
        return str(server.url(new(server)))
    put(opened(str(tmp_path / "it" / ".." / "circle.json")), first_text({"name": "Circle"}))
    return str(tmp_path / "circle.json")


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    folder.mkdir()
    for name, text in GIVEN.items():
        (folder / name).write_text(text)
    return folder


def test_one_way_for_a_file_and_a_server(
    coptui: Run, home: Path, address: str, given: Path
) -> None:
    for name in GIVEN:
        assert coptui("-f", address, "checklists", "put", given / name).code == 0
    assert paths(address) == KEPT
    listed = coptui("-f", address, "checklists", "list").out.splitlines()
    (tea,) = [row.split("\t") for row in listed if row.startswith("weekly-tea")]
    source = opened(address)
    expected = (
        f"{source.shown}, {KEPT[0]}" if source.folder is None else f"{source.folder}/{KEPT[0]}"
    )
    assert tea[-1] == expected
    assert coptui("-f", address, "checklists", "show", "weekly-tea").out == CHECKLIST
    assert "tea_a_meeting" in coptui("-f", address, "evidence", "tea_a_meeting").out
    assert coptui("-f", address, "checklists", "lint").code == 0
    # The same again changes nothing; another under its name is asked about.
    assert coptui("-f", address, "checklists", "put", given / "weekly.yaml").code == 0
    (given / "weekly.yaml").write_text(CHECKLIST.replace("version: 1", "version: 2"))
    refused = coptui("-f", address, "checklists", "put", given / "weekly.yaml")
    assert refused.code == 2 and "--replace" in refused.err
    assert "version: 1" in coptui("-f", address, "checklists", "show", "weekly-tea").out
    assert coptui("-f", address, "checklists", "put", given / "weekly.yaml", "--replace").code == 0
    removed = coptui("-f", address, "checklists", "remove", "weekly.yaml")
    assert removed.out == (given / "weekly.yaml").read_text(), "what is removed is not lost"
    assert paths(address) == KEPT[1:]
    refused = coptui("-f", address, "checklists", "remove", "weekly.yaml")
    assert refused.code == 2 and KEPT[1] in refused.err


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("broken.yaml", CHECKLIST.replace("ask:", "aks:"), 1),
        ("broken.yaml", "lines: 3\n", 1),
        ("broken.yaml", "letter: tea\n", 1),
        ("broken.yaml", "{", 1),
        ("teé.yaml", CHECKLIST, 2),
        ("weekly.txt", CHECKLIST, 2),
    ],
)
def test_what_cannot_be_kept_is_not(
    coptui: Run, home: Path, address: str, tmp_path: Path, name: str, text: str, code: int
) -> None:
    (tmp_path / name).write_text(text)
    assert coptui("-f", address, "checklists", "put", tmp_path / name).code == code
    assert coptui("-f", address, "--read-only", "checklists", "put", tmp_path / name).code != 0
    assert paths(address) == []


def test_a_copy_takes_them_along_both_ways(
    coptui: Run, home: Path, postgres: Server, tmp_path: Path, given: Path
) -> None:
    here, away = tmp_path / "here", tmp_path / "away"
    for folder in (here, away):
        folder.mkdir()
    put(opened(str(here / "it.json")), first_text({"name": "Circle"}))
    for name in GIVEN:
        assert coptui("-f", here / "it.json", "checklists", "put", given / name).code == 0
    (here / "evidence.yaml").write_text(LINES.replace("tea_a", "cake_a"))
    url = postgres.url(postgres.schema())
    assert coptui("copy", here / "it.json", url).code == 0
    (away / "checklists").mkdir()
    (away / KEPT[0]).write_text("another")
    refused = coptui("copy", url, away / "it.json")
    assert refused.code == 2 and not (away / "it.json").exists()
    (away / KEPT[0]).unlink()
    assert coptui("copy", url, away / "it.json").code == 0
    for path in ("it.json", "evidence.yaml", *KEPT):
        assert (here / path).read_bytes() == (away / path).read_bytes(), path
    assert whole_text(opened(url)) == (here / "it.json").read_bytes()


def test_whoever_reads_reads_them_and_whoever_saves_may_change_them(
    coptui: Run, home: Path, postgres: Server, given: Path
) -> None:
    schema = new(postgres, OwnFile("checklists", "weekly.yaml", CHECKLIST), OwnFile("letters", "ask.yaml", LETTER))  # fmt: skip
    for kind in ("reader", "writer"):
        postgres.sql(
            f"CREATE ROLE {kind}_{schema} LOGIN", f"GRANT {schema}_{kind} TO {kind}_{schema}"
        )
    reader, writer = (postgres.url(schema, f"{kind}_{schema}") for kind in ("reader", "writer"))
    assert coptui("-f", reader, "checklists", "show", "weekly-tea").out == CHECKLIST
    for words in (("put", given / "tea.yaml"), ("remove", "weekly.yaml")):
        assert coptui("-f", reader, "checklists", *words).code == 3
    assert coptui("-f", writer, "checklists", "put", given / "tea.yaml").code == 0
    assert paths(reader) == KEPT
    for role in (f"reader_{schema}", f"writer_{schema}"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            postgres.sql(f"DELETE FROM {schema}.own", role=role)
    with pytest.raises(psycopg.errors.CheckViolation):
        postgres.sql(f"SELECT {schema}.put_own('checklists', '../x.yaml', 'x')")
    with server(opened(reader), read_only=True) as store:
        session = Session(store, by="ann", clock=lambda: NOW)
        session.own_folders = (HeldFolder("there", store.own_files),)
        assert shelf_of(session).get("ask").subject == "Tea?"


def test_a_held_folder_is_as_one_on_disk(tmp_path: Path) -> None:
    files = (OwnFile("", "evidence.yaml", LINES), OwnFile("checklists", "weekly.yaml", CHECKLIST))
    for file in files:
        (tmp_path / file.path).parent.mkdir(exist_ok=True)
        (tmp_path / file.path).write_text(file.text)

    def seen(folder: Traversable) -> list[object]:
        found: list[object] = []
        for path in sorted(folder.iterdir(), key=lambda path: path.name):
            inside = (
                seen(path)
                if path.is_dir()
                else [path.read_bytes(), path.read_text(encoding="utf-8")]
            )
            found.append((path.name, path.is_file(), (folder / path.name).is_dir(), inside))
        return found

    held = HeldFolder("there", files)
    assert seen(held) == seen(tmp_path)
    assert not (held / "letters").is_dir() and not list((held / "letters").iterdir())
    with pytest.raises(FileNotFoundError):
        (held / "letters").read_bytes()


# An older layout


@pytest.fixture
def older(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """A community of layout 1, as the version before made it; its schema."""
    with monkeypatch.context() as before:
        before.setattr(statements, "CREATE", statements.CREATE.removesuffix(statements.CREATE_OWN))
        before.setattr(statements, "LAYOUT", 1)
        before.setattr(creating, "__version__", "0.0.9")
        return new(postgres)


def made_of(postgres: Server, schema: str) -> list[Any]:
    """Everything that a schema is made of, without its name."""
    return [
        [tuple(str(part).replace(schema, "S") for part in row) for row in postgres.sql(query)]
        for query in (
            "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
            f"WHERE table_schema = '{schema}' ORDER BY 1, 2",
            "SELECT proname, prosrc, prosecdef, proacl FROM pg_proc "
            f"WHERE pronamespace = '{schema}'::regnamespace ORDER BY 1",
            "SELECT relname, relowner::regrole, relacl FROM pg_class "
            f"WHERE relnamespace = '{schema}'::regnamespace ORDER BY 1",
        )
    ]


def test_an_older_layout_is_used_as_it_is_until_an_owner_upgrades_it(
    coptui: Run,
    home: Path,
    postgres: Server,
    older: str,
    given: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url, writer = postgres.url(older), f"writer_{older}"
    postgres.sql(f"CREATE ROLE {writer} LOGIN", f"GRANT {older}_writer TO {writer}")
    assert coptui("-f", url, "log", "heard from @ada").code == 0
    assert paths(url) == []
    refused = coptui("-f", url, "checklists", "put", given / "weekly.yaml")
    assert refused.code == 2 and "--upgrade" in refused.err
    text = whole_text(opened(url))
    assert coptui("new", postgres.url(older, writer), "--upgrade").code == 3
    assert postgres.sql(f"SELECT layout FROM {older}.head") == [(1,)]
    assert coptui("new", url, "--upgrade").code == 0
    assert not upgrade(opened(url)), "once is enough"
    assert whole_text(opened(url)) == text
    assert made_of(postgres, older) == made_of(postgres, new(postgres))
    assert (
        coptui("-f", postgres.url(older, writer), "checklists", "put", given / "weekly.yaml").code
        == 0
    )
    # The version before leaves it alone now, and says both versions.
    monkeypatch.setattr(statements, "LAYOUT", 1)
    monkeypatch.setattr(line, "__version__", "0.0.9")
    with pytest.raises(DataInvalid) as met:
        server(opened(url), read_only=True)
    assert __version__ in met.value.message and "0.0.9" in met.value.message
    with pytest.raises(DataInvalid):
        upgrade(opened(url))


def test_what_fails_in_the_middle_of_an_upgrade_changed_nothing(
    postgres: Server, older: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made_of(postgres, older)
    monkeypatch.setitem(statements.UPGRADES, 1, statements.CREATE_OWN + "SELECT 1 / 0;")
    with pytest.raises(DataInvalid, match="22012"):
        upgrade(opened(postgres.url(older)))
    assert made_of(postgres, older) == before
    assert postgres.sql(f"SELECT layout FROM {older}.head") == [(1,)]


def test_what_is_newer_or_not_there_is_not_upgraded(
    coptui: Run, home: Path, postgres: Server, tmp_path: Path
) -> None:
    schema = new(postgres)
    postgres.sql(f"UPDATE {schema}.head SET layout = 99, version = '99.1'")
    refused = coptui("new", postgres.url(schema), "--upgrade")
    assert refused.code != 0 and "99.1" in refused.err and __version__ in refused.err
    for absent in (postgres.url(postgres.schema()), str(tmp_path / "x.json")):
        assert coptui("new", absent, "--upgrade").code != 0
    assert address_of(postgres.url(schema)).schema == schema

"""A whole community on a server: copied, brought back, forgotten from, and who may do what there."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from coptui.assets import folder
from coptui.core.model.changes import Change, Save
from coptui.core.model.edits import add_note, update
from coptui.core.model.edits import create as creating
from coptui.core.model.records import Member
from coptui.errors import CoptError, DataInvalid, ReadOnly, UsageError
from coptui.session import Session
from coptui.store.address import address_of
from coptui.store.copies_twice import refuse_twice
from coptui.store.layout import parse
from coptui.store.opening import opened, server
from coptui.store.postgres.connection import connect
from coptui.store.postgres.creating import create
from coptui.store.postgres.moments import PastMoments
from coptui.store.sides import put, whole_text
from coptui.store.store import Store
from coptui.store.version import read
from tests.postgres_server import Server
from tests.store.test_hostile_files import BROKEN, DOUBLE, json_values, names
from tests.store.test_postgres import new, topic, write

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


def run(*words: str, code: int = 0) -> str:
    """What a command says; nothing of ours is read but what is named."""
    done = subprocess.run(
        [sys.executable, "-m", "coptui", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("COPTUI_FILE", "COPTUI_USER", "PGPASSWORD", "PGSERVICE", "PGSSLMODE"):
        monkeypatch.delenv(name, raising=False)


def round_trip(postgres: Server, data: bytes) -> bytes:
    there = opened(postgres.url(postgres.schema()))
    put(there, data)
    return whole_text(there)


# Copying


@pytest.mark.parametrize("sample", ["help-line", "circuit-designers"])
def test_a_copy_and_its_copy_are_the_same_to_the_byte(
    postgres: Server, tmp_path: Path, sample: str
) -> None:
    path, url = folder("sample_data") / f"{sample}.json", postgres.url(postgres.schema())
    run("copy", str(path), url)
    run("copy", url, str(tmp_path / "back.json"))
    assert (tmp_path / "back.json").read_bytes() == path.read_bytes()
    assert "already exists" in run("copy", url, str(tmp_path / "back.json"), code=2)
    run("copy", str(path), url, code=2)


HOSTILE = {
    "keys of any letters": '{"members":{\n"1":{"name":"A"},\n"\\u0000":{},\n"é\\"\\n":{"a":[]}}}',
    "a table that is none": '{"community":{"1":{"name":"C"}},"members":[1,2],"x":"\\u0000","y":null}',
    "nothing in a table": '{"members":{},"wishes":{},"meta":{}}',
    "escapes": '{"members":{"1":{"name":"\\u0001\\u0000\\u007f\\ud83d\\ude00"}}}',
    "numbers": '{"members":{"1":{"a":1e400,"b":-0.0,"c":1.10,"d":12345678901234567890123}}}',
    "deep": '{"members":{"1":{"a":' + "[" * 400 + "]" * 400 + "}}}",
    "a long key": '{"members":{"' + "k" * 2000 + '":{}}}',
    "quotes and backslashes": '{"a\\"b":{"c\\\\d":{"e\'f":"$$;--\\\\"}},"members":{}}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_come_back_as_they_are(postgres: Server, name: str) -> None:
    data = HOSTILE[name].encode()
    assert round_trip(postgres, data) == parse(data, "x").text()


@settings(max_examples=15)
@given(
    st.dictionaries(
        names, st.dictionaries(st.text(max_size=3), json_values, max_size=3) | json_values
    )
)
def test_any_file_that_can_be_read_comes_back_as_it_is(
    postgres: Server, tables: dict[str, object]
) -> None:
    data = json.dumps({**tables, "members": {}}).encode("utf-8", "surrogatepass")
    try:
        read(data, "x")
        refuse_twice(data, "x", "copying")
    except DataInvalid:
        assume(False)
    assert round_trip(postgres, data) == parse(data, "x").text()


@pytest.mark.parametrize("name", [*BROKEN, *DOUBLE])
def test_a_file_that_cannot_be_read_is_not_copied(tmp_path: Path, name: str) -> None:
    data: Any = (BROKEN | DOUBLE)[name]
    (tmp_path / "it.json").write_bytes(data[0] if isinstance(data, tuple) else data)
    with pytest.raises(DataInvalid):
        refuse_twice(whole_text(opened(str(tmp_path / "it.json"))), "it", "copying")


def test_a_copy_made_on_a_journey_is_merged_back(postgres: Server, tmp_path: Path) -> None:
    """Its base is found among the moments of the server, whatever was saved there meanwhile."""
    url, laptop = postgres.url(new(postgres)), tmp_path / "laptop.json"
    with server(opened(url), read_only=False) as store:
        write(store, topic("before"))
    run("copy", url, str(laptop))
    mine = Store(laptop)
    mine.load()
    for change in (topic("on the way"), Change("members", 1, {}, {"phone": "1"})):
        mine.write(Save([change], by="a", at="2026-03-14", label="edit"))
    mine.close()
    with server(opened(url), read_only=False) as store:
        write(store, topic("at home"))
        write(store, Change("members", 1, {}, {"unit": "x"}))
    run("merge", str(laptop), url)
    with server(opened(url), read_only=True) as store:
        tables = store.tables()
    assert [one["title"] for one in tables["topics"].values()] == [
        "before",
        "at home",
        "on the way",
    ]
    assert {"phone": "1", "unit": "x"}.items() <= tables["members"]["1"].items()
    assert "nothing to merge" in run("merge", url, str(laptop))
    other = postgres.url(new(postgres))
    assert "isn't a copy" in run("merge", str(laptop), other, code=2)


@pytest.mark.parametrize("forgetful", ["the file", "the server"])
def test_whoever_a_merge_erases_is_in_no_moment_of_the_server(
    postgres: Server, tmp_path: Path, forgetful: str
) -> None:
    url, laptop = postgres.url(new(postgres)), str(tmp_path / "laptop.json")
    with server(opened(url), read_only=False) as store:
        write(store, Change("members", 0, None, {"name": "Xanthippe Quast"}))
        write(store, topic("as Xanthippe Quast said"))
    run("copy", url, laptop)
    there = laptop if forgetful == "the file" else url
    with server(opened(url), read_only=False) as store:
        write(store, topic("at home, with Xanthippe Quast"))
    run("-f", there, "person", "forget", "Xanthippe Quast", "--yes")
    # Whoever the server forgot is not in what it was before, either: so it is asked about them.
    said = () if forgetful == "the file" else ("--forgotten", "4")
    assert "Not erased" not in run("merge", laptop, url, *said)
    past = PastMoments(address_of(url), url)
    with server(opened(url), read_only=True) as store:
        versions = [store.text(), *(store.then(int(one.key)).layout.text() for one in past.all())]
    assert len(versions) > 4
    assert not any(b"Xanthippe" in version or b"Quast" in version for version in versions)
    for moment in past.all():
        past.restore(moment)
        with server(opened(url), read_only=True) as store:
            assert b"Xanthippe" not in store.text() and store.check() == ()


# Moments and forgetting


def test_each_moment_is_what_the_file_s_backup_was(postgres: Server, tmp_path: Path) -> None:
    url, path = postgres.url(new(postgres)), tmp_path / "it.json"
    put(opened(str(path)), whole_text(opened(url)))
    stores: list[Any] = [server(opened(url), read_only=False), Store(path, backups=False)]
    versions = []
    for store in stores:
        store.load()
    changes = (
        topic("one"),
        Change("members", 1, {"name": "Ada"}, {"name": "Adä"}),
        topic("two"),
        Change("topics", 1, {"title": "one"}, None),
        topic("three"),
    )
    for change in changes:
        versions.append(path.read_bytes())
        for store in stores:
            store.write(Save([change], by="a", at="2026-03-14", label="edit"))
    for store in stores:
        store.close()
    past = PastMoments(address_of(url), url)
    found = past.all()
    assert len(found) == len(versions)
    with server(opened(url), read_only=True) as store:
        for moment, version in zip(reversed(found), versions, strict=True):
            assert store.then(int(moment.key)).layout.text() == version
    # Bringing one back is a save, and can itself be brought back.
    past.restore(found[-1])
    with server(opened(url), read_only=False) as store:
        assert not store.load().community.topics
        assert write(store, topic("four")).changes[0].id == 4, "no id is given twice"
    assert [moment.reason for moment in past.all()[:2]] == ["save", "restore"]


def test_whoever_is_forgotten_is_in_no_layer_dump_or_file(postgres: Server) -> None:
    secret = "Xanthippe"
    url, schema = postgres.url(new(postgres)), ""
    schema = url.partition("#")[2]
    session = Session(server(opened(url), read_only=False), by="ann", clock=lambda: NOW)
    session.edit(creating(Member(name=secret, emails=("x@example.org",))))
    (number,) = [one.id for one in session.community.members.values() if one.name == secret]
    noted = session.community.members[number]
    session.edit(add_note(noted, f"{secret} called", by="ann", on=NOW.date()))
    for count in range(12):
        member = session.community.members[number]
        session.edit(update(member, replace(member, unit=f"{secret} {count}")))
    session.edit(
        update(
            session.community.members[1],
            replace(session.community.members[1], introduced_by=number),
        )
    )
    assert secret in dump(postgres, schema)
    past, before = PastMoments(address_of(url), url), []
    with server(opened(url), read_only=True) as store:
        before = [(one.key, shape(store.then(int(one.key)).layout.text())) for one in past.all()]
    done = session.forget(number)
    assert not done.undone
    assert number not in session.community.members
    session.close()
    with server(opened(url), read_only=True) as store:
        for key, documents in before:
            # Each moment is there as it was, but for the person.
            now = shape(store.then(int(key)).layout.text())
            assert documents - now <= {("members", str(number))} and now <= documents
    assert secret not in dump(postgres, schema)
    postgres.sql("CHECKPOINT")
    for table in ("record", "past", "saved", "part"):
        (file,) = postgres.sql(f"SELECT pg_relation_filepath('{schema}.{table}')")[0]
        assert secret.encode() not in (postgres.data / str(file)).read_bytes()
    assert secret not in postgres.log.read_text("utf-8", "replace")
    assert "no problems" in run("-f", url, "check")


def shape(data: bytes) -> set[tuple[str, str]]:
    """Which documents there are, but for the history: (table, key)."""
    tables: dict[str, Any] = json.loads(data)
    tables.pop("history", None)
    return {(table, key) for table, documents in tables.items() for key in documents}


def dump(postgres: Server, schema: str) -> str:
    return postgres.run("pg_dump", "-h", str(postgres.folder), "-p", str(postgres.port), "-U", "boss",
                        "-n", schema, "circles")  # fmt: skip


def test_a_dump_brought_into_a_new_server_is_the_same_community(postgres: Server) -> None:
    schema = new(postgres)
    with server(opened(postgres.url(schema)), read_only=False) as store:
        write(store, topic("one"))
        before = store.text()
        uid = store.load().uid
    text = dump(postgres, schema)
    postgres.sql(f"DROP SCHEMA {schema} CASCADE")
    postgres.run("psql", "-q", "-h", str(postgres.folder), "-p", str(postgres.port), "-U", "boss",
                 "circles", input=text)  # fmt: skip
    with server(opened(postgres.url(schema)), read_only=False) as store:
        assert (store.text(), store.load().uid) == (before, uid)
        write(store, topic("two"))


def test_whoever_is_there_again_after_their_erasure_was_lost_is_said_and_can_be_erased_again(
    postgres: Server,
) -> None:
    """As with a failover to a standby that was behind: whoever saw the erasure knows its mark."""
    schema = new(postgres)
    told: dict[str, list[str]] = {"ann": [], "bob": []}
    ann, bob = (
        Session(server(opened(postgres.url(schema)), read_only=False), by=name, clock=lambda: NOW)
        for name in told
    )
    for session in (ann, bob):
        session.tell(warn=told[session.by].append, waits=told[session.by].append)
    ann.edit(creating(Member(name="Berta")))
    before = dump(postgres, schema)
    ann.forget(1)
    bob.refresh()
    assert told["bob"] == []
    postgres.sql(f"DROP SCHEMA {schema} CASCADE")
    postgres.run("psql", "-q", "-h", str(postgres.folder), "-p", str(postgres.port), "-U", "boss",
                 "circles", input=before)  # fmt: skip
    for session in (bob, ann):
        session.refresh()
        session.refresh()
        assert session.whole.members[1].name == "Ada"
        (said,) = [text for text in told[session.by] if "erasure" in text]
        assert "person forget 1" in said and "Ada" not in said
    assert run("-f", postgres.url(schema), "person", "forget", "1", "--yes")
    bob.refresh()
    assert 1 not in bob.whole.members and 2 in bob.whole.members
    assert "Ada" not in dump(postgres, schema)
    ann.close()
    bob.close()


# Who may do what


def roles(postgres: Server, schema: str) -> dict[str, str]:
    people = {kind: f"{kind}_of_{schema}" for kind in ("reader", "writer", "nobody")}
    for kind, name in people.items():
        postgres.sql(f"CREATE ROLE {name} LOGIN")
        if kind != "nobody":
            postgres.sql(f"GRANT {schema}_{kind} TO {name}")
    return people


def test_what_a_role_may_not_is_said_and_refused(postgres: Server) -> None:
    schema = new(postgres)
    people = roles(postgres, schema)
    reader = postgres.url(schema, people["reader"])
    with server(opened(reader), read_only=False) as store:
        assert "only allowed to read" in store.read_only
        assert store.load().community.profile.name == "Circle"
        with pytest.raises(ReadOnly):
            write(store, topic("one"))
    assert "only allowed to read" in run("-f", reader, "log", "Met @ada", code=3)
    run("-f", reader, "check")
    writer = postgres.url(schema, people["writer"])
    with server(opened(writer), read_only=False) as store:
        assert store.login == people["writer"]
        write(store, topic("one"))
        for order in (
            f"INSERT INTO {schema}.saved (gen, token, occasion) VALUES (9, gen_random_uuid(), '')",
            f"UPDATE {schema}.record SET body = '{{}}'",
            f"DELETE FROM {schema}.past",
            f"UPDATE {schema}.head SET generation = 9",
            f"TRUNCATE {schema}.record",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                postgres.sql(order, role=people["writer"])
        session = Session(store, by="ann", clock=lambda: NOW)
        with pytest.raises(ReadOnly, match="erase"):
            session.forget(1)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        postgres.sql(f"SELECT * FROM {schema}.hold(0, gen_random_uuid())", role=people["reader"])
    for kind in ("nobody", "reader"):
        with pytest.raises(ReadOnly, match="not made"):
            create(
                address_of(postgres.url(postgres.schema(), people[kind])),
                read(b'{"members":{}}', ""),
            )
    with pytest.raises(DataInvalid, match="isn't allowed to read"):
        server(opened(postgres.url(schema, people["nobody"])), read_only=True)


def test_a_community_can_be_made_without_being_a_superuser(postgres: Server) -> None:
    schema = postgres.schema()
    maker = f"maker_of_{schema}"
    postgres.sql(
        f"CREATE ROLE {maker} LOGIN CREATEROLE", f"GRANT CREATE ON DATABASE circles TO {maker}"
    )
    url = postgres.url(schema, maker)
    put(opened(url), b'{"members":{"1":{"name":"Ada"}}}')
    with server(opened(url), read_only=False) as store:
        write(store, topic("one"))
        session = Session(store, by="ann", clock=lambda: NOW)
        assert not session.forget(1).undone


def test_two_communities_in_one_database_know_nothing_of_each_other(postgres: Server) -> None:
    one, two = (server(opened(postgres.url(new(postgres))), read_only=False) for _ in "12")
    for store in (one, two):
        store.load()
    write(one, topic("here"))
    assert one.changed_on_disk() is two.changed_on_disk() is False
    assert not two.load().community.topics
    one.close()
    two.close()


def test_two_people_of_one_name_undo_only_their_own(postgres: Server) -> None:
    """Each is known by the role on the server."""
    schema = new(postgres)
    people = {name: f"{name}_{schema}" for name in ("ann", "bob")}
    for name in people.values():
        postgres.sql(f"CREATE ROLE {name} LOGIN", f"GRANT {schema}_writer TO {name}")
    ann, bob = (
        Session(
            server(opened(postgres.url(schema, role)), read_only=False),
            by="ubuntu",
            clock=lambda: NOW,
        )
        for role in people.values()
    )
    ann.edit(creating(Member(name="Of Ann")))
    bob.refresh()
    with pytest.raises(UsageError, match="Nothing to undo"):
        bob.undoing.undo()
    (entry,) = bob.community.history.values()
    assert entry.by == f"ubuntu ({people['ann']})"
    ann.undoing.undo()
    assert [member.name for member in ann.community.members.values()] == ["Ada"]
    ann.close()
    bob.close()


# Addresses


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mysql://h/x", "begins with mysql:"),
        ("http://h/x.json", "begins with http:"),
        ("postgresql:x", "begins with postgresql:"),
        ("postgresql://ann:s3cret@h/x", "password in the address"),
        ("postgresql://ann@h/x?password=s3cret", "password in the address"),
        ("postgresql://ann@h/x?%70assword=s3cret", "password in the address"),
        ("postgresql://h/x#Circle", "can't be a community's name"),
        ("postgresql://h/x#a;b", "can't be a community's name"),
        ("postgresql://h/x?nothing=1", "PostgreSQL doesn't know"),
        ("postgresql://10.255.255.1/x?sslmode=require", "sslmode=require"),
        ("postgresql://10.255.255.1/x?sslmode=disable", "sslmode=disable"),
        ("service=nobody_s", "no service of that name"),
    ],
)
def test_an_address_that_is_refused_says_why_and_no_secret(text: str, said: str) -> None:
    with pytest.raises(CoptError) as met:
        server(opened(text), read_only=True)
    assert said in met.value.message
    assert "s3cret" not in f"{met.value.message}{met.value.hint}"
    assert "ann" not in met.value.message


@pytest.mark.parametrize(
    "name", ["a:b.json", "notes: 2026.json", "./mysql://x", "C:/x", "postgresql", "x#y"]
)
def test_a_file_s_name_stays_a_file_s_name(name: str) -> None:
    assert opened(name).file == Path(name)


def test_beyond_this_computer_who_answers_must_prove_it(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []

    def refuse(conninfo: str, **_: Any) -> None:
        given.append(conninfo)
        raise psycopg.OperationalError("connection refused")

    monkeypatch.setattr(psycopg, "connect", refuse)
    for host, proves in (
        ("db.example.org", True), ("127.0.0.1", False), ("[::1]", False), ("localhost", False),
        ("localhost,db.example.org", True), ("%2Frun%2Fpostgresql", False), ("10.0.0.1", True),
    ):  # fmt: skip
        with pytest.raises(CoptError):
            connect(address_of(f"postgresql://{host}/x"), writes=True)
        assert ("sslmode=verify-full" in given[-1]) is proves, host
        assert ("sslrootcert" in given[-1]) is proves, host
    assert "target_session_attrs=read-write" in given[4]


def test_only_a_community_on_a_server_loads_what_speaks_with_it(tmp_path: Path) -> None:
    code = (
        "import sys, coptui.cli.commands, coptui.tui.app\n"
        "from coptui.store.opening import keeper, opened\n"
        f"from coptui.store.sides import put\nput(opened({str(tmp_path / 'x.json')!r}), b'{{\"members\":{{}}}}')\n"
        f"keeper(opened({str(tmp_path / 'x.json')!r})).load()\n"
        "print([name for name in sys.modules if 'psycopg' in name or 'postgres' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

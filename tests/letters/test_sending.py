"""Letters by a real mail server: each once, whatever interrupts it, and noted on the person."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from mail_server import Kept, Server, mail_settings

from coptui.errors import CoptError, SaveFailed, UsageError
from coptui.letters.account import account_of, password
from coptui.session import Session
from coptui.store.sending_log import SendingLog, log_beside
from coptui.store.store import Store

Ran = Callable[..., tuple[int, str, str]]
Saved = Callable[[], dict[str, Any]]


def sent_to(kept: Kept) -> list[str]:
    return [address for addresses in kept.to for address in addresses]


def noted(tables: dict[str, Any]) -> set[str]:
    return {number for number, member in tables["members"].items() if member.get("letters")}


def test_forty_letters_go_to_forty_people(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved
) -> None:
    assert coptui("write", "invite", "--send", "--yes")[0] == 0
    assert Counter(sent_to(kept)) == Counter(f"m{number}@example.org" for number in range(1, 41))
    assert all(len(addresses) == 1 for addresses in kept.to)
    tables = saved()
    assert noted(tables) == {str(number) for number in range(1, 41)}
    assert tables["members"]["7"]["letters"] == [{"on": "2026-11-22", "kind": "invite", "event": 1}]


def test_the_log_says_nothing_that_could_name_anyone(
    mail: Server, kept: Kept, coptui: Ran, circle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPTUI_USER", "Xylo Qwertz")
    coptui("write", "invite", "--send", "--yes")
    what = r'"member": \d+, "outcome": "(begun|sent)"|"noted": \[[\d, ]*\]'
    entry = rf'{{"letter": "invite events/\d+", "round": 1, ({what}), "at": "[\dT:.+-]+"}}'
    for line in log_beside(circle).path.read_text().splitlines():
        assert re.fullmatch(entry, line)


def test_a_second_run_sends_nothing_twice_and_again_sends_another(
    mail: Server, kept: Kept, coptui: Ran
) -> None:
    coptui("write", "invite", "--send", "--yes")
    code, _, _ = coptui("write", "invite", "--send", "--yes")
    assert (code, len(kept.letters)) == (0, 40)
    assert coptui("write", "invite", "--send", "--yes", "--again")[0] == 0
    assert set(Counter(sent_to(kept)).values()) == {2}
    assert len({letter["Message-ID"] for letter in kept.letters}) == 80


def test_one_undo_takes_the_notes_back_and_no_letter_goes_twice(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved, circle: Path
) -> None:
    coptui("write", "invite", "--send", "--yes")
    session = Session(
        Store(circle), by="Ann Lee", clock=lambda: datetime(2026, 11, 22, 18, tzinfo=UTC)
    )
    session.undoing.undo()
    session.close()
    assert noted(saved()) == set()
    coptui("write", "invite", "--send", "--yes")
    assert len(kept.letters) == 40


def test_without_yes_and_without_a_terminal_nothing_is_sent(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved
) -> None:
    assert coptui("write", "invite", "--send")[0] == 2
    assert not kept.letters
    assert not noted(saved())


def test_a_server_gone_after_the_seventh_goes_on_with_the_eighth(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved
) -> None:
    kept.at_mail = lambda number: "gone" if number == 7 else None
    code, _, said = coptui("write", "invite", "--send", "--yes")
    assert code == 1
    assert "7 of 40" in said
    assert len(noted(saved())) == 7
    kept.at_mail = lambda number: None
    assert coptui("write", "invite", "--send", "--yes")[0] == 0
    assert Counter(sent_to(kept)) == Counter(f"m{number}@example.org" for number in range(1, 41))
    assert len(noted(saved())) == 40


def test_a_letter_of_which_nobody_knows_is_asked_about_and_not_sent_in_silence(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved
) -> None:
    kept.at_data = lambda number: "gone" if number == 7 else None
    assert coptui("write", "invite", "--send", "--yes")[0] == 1
    kept.at_data = lambda number: None
    code, out, said = coptui("write", "invite", "--send", "--yes")
    assert code == 1
    assert "Member 08 Lee" in said
    assert "may have been sent\tMember 08 Lee" in out
    assert len(kept.letters) == 39
    assert "m8@example.org" not in sent_to(kept)
    assert coptui("write", "invite", "--send", "--yes", "--unsure", "again")[0] == 0
    assert Counter(sent_to(kept)) == Counter(f"m{number}@example.org" for number in range(1, 41))
    assert coptui("write", "invite", "--send", "--yes")[0] == 0
    assert len(kept.letters) == 40


def test_said_to_be_sent_it_counts_as_sent(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved
) -> None:
    kept.at_data = lambda number: "gone" if number == 7 else None
    coptui("write", "invite", "--send", "--yes")
    kept.at_data = lambda number: None
    assert coptui("write", "invite", "--send", "--yes", "--unsure", "sent")[0] == 0
    assert len(kept.letters) == 39
    assert len(noted(saved())) == 40


@pytest.mark.parametrize("inside", [False, True], ids=["between two letters", "within a letter"])
def test_killed_after_the_seventh_it_goes_on_with_the_eighth(
    inside: bool, mail: Server, kept: Kept, coptui: Ran, circle: Path
) -> None:
    there, go = threading.Event(), threading.Event()

    def hold(number: int) -> str | None:
        if number == 7 and not go.is_set():
            there.set()
            go.wait(30)
            return "gone"
        return None

    if inside:
        kept.at_data = hold
    else:
        kept.at_mail = hold
    command = [sys.executable, "-m", "coptui", "write", "invite", "--send", "--yes"]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert there.wait(60)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    go.set()
    assert len(kept.letters) == 7
    code, _, said = coptui("write", "invite", "--send", "--yes")
    assert code == (1 if inside else 0)
    if inside:
        assert "Member 08 Lee" in said
        assert len(kept.letters) == 39
        assert coptui("write", "invite", "--send", "--yes", "--unsure", "again")[0] == 0
    assert Counter(sent_to(kept)) == Counter(f"m{number}@example.org" for number in range(1, 41))
    # What was sent before the kill is noted all the same.
    assert len(noted(json.loads(circle.read_text("utf-8")))) == 40


def test_a_full_disk_stops_before_a_letter_nobody_would_know_of(
    mail: Server, kept: Kept, coptui: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = SendingLog.add
    written: list[object] = []

    def full(log: SendingLog, *entry: Any) -> None:
        written.append(entry)
        if len(written) == 15:
            monkeypatch.setattr(os, "write", _full)
            try:
                add(log, *entry)
            finally:
                monkeypatch.setattr(os, "write", real)
        add(log, *entry)

    real = os.write

    def _full(descriptor: int, data: Any) -> int:
        if len(data) > 40:
            return real(descriptor, data[:40])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SendingLog, "add", full)
    assert coptui("write", "invite", "--send", "--yes")[0] == 1
    assert len(kept.letters) == 7
    monkeypatch.undo()


def test_one_refused_address_keeps_no_letter_from_the_others(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved
) -> None:
    kept.refused = frozenset({"m5@example.org"})
    code, _, said = coptui("write", "invite", "--send", "--yes")
    assert code == 1
    assert "m5@example.org" in said
    assert len(kept.letters) == 39
    assert "5" not in noted(saved())


def test_a_busy_server_is_asked_again_later(mail: Server, kept: Kept, coptui: Ran) -> None:
    kept.at_data = lambda number: "452 too many letters" if number == 3 else None
    assert coptui("write", "invite", "--send", "--yes")[0] == 1
    kept.at_data = lambda number: None
    assert coptui("write", "invite", "--send", "--yes")[0] == 0
    assert len(kept.letters) == 40


def test_a_wrong_password_and_an_unknown_certificate_send_nothing(
    mail: Server, kept: Kept, coptui: Ran, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "secret").write_text("wrong\n")
    code, _, said = coptui("write", "invite", "--send", "--yes")
    assert code == 1
    assert "the name or the password isn't accepted" in said
    (home / "secret").write_text("secret\n")
    monkeypatch.delenv("SSL_CERT_FILE")
    assert coptui("write", "invite", "--send", "--yes")[0] == 1
    assert not kept.letters


def test_a_password_that_others_may_read_is_not_used(home: Path, circle: Path) -> None:
    secret = home / "secret"
    secret.write_text("secret\n")
    secret.chmod(0o640)
    mail = {"from": "a@example.org", "smtp": "mail.example.org", "password-file": str(secret)}
    with pytest.raises(UsageError):
        password(account_of(mail, home))
    secret.chmod(0o600)
    assert password(account_of(mail, home)) == "secret"
    spoken = {"from": "a@example.org", "password-command": "printf 'spoken\\nmore'"}
    assert password(account_of(spoken, home)) == "spoken"
    with pytest.raises(UsageError):
        password(account_of({"from": "a@example.org", "password-command": "false"}, home))


@pytest.mark.parametrize("mail", [
    {}, {"from": "no address"}, {"from": "a@b.org\nBcc: x@y.org"},
    {"from": "a@b.org", "smtp": "mail.example.org:port"}, {"from": "a@b.org", "smtp": "mail.example.org", "tls": "none"},
    {"from": "a@b.org", "tls": "perhaps"},
])  # fmt: skip
def test_settings_that_would_send_in_the_open_or_nowhere_are_refused(
    mail: dict[str, str], tmp_path: Path
) -> None:
    with pytest.raises(CoptError):
        account_of(mail, tmp_path)


def test_two_people_never_send_at_once(mail: Server, kept: Kept, coptui: Ran, circle: Path) -> None:
    from coptui.store.sending_log import sending_log

    with sending_log(log_beside(circle)):
        assert coptui("write", "invite", "--send", "--yes")[0] == 3
    assert not kept.letters


def test_the_log_has_the_rights_of_the_file_and_nobodys_name(
    mail: Server, coptui: Ran, circle: Path
) -> None:
    circle.chmod(0o640)
    coptui("write", "invite", "--send", "--yes")
    log = log_beside(circle).path
    assert log.stat().st_mode & 0o777 == 0o640
    text = log.read_text("utf-8")
    assert "example.org" not in text
    assert "Member" not in text


def test_by_the_hosts_sendmail(home: Path, coptui: Ran) -> None:
    program = home / "sendmail"
    box = home / "box"
    box.mkdir()
    program.write_text(
        f'#!/bin/sh\nfor last; do :; done\n[ "$last" = m5@example.org ] && echo unknown >&2 && exit 67\ncat > {box}/"$last"\n'
    )
    program.chmod(0o700)
    mail_settings(home, sendmail=program)
    assert coptui("write", "invite", "--send", "--yes")[0] == 1
    assert len(list(box.iterdir())) == 39
    assert b"\r\n" not in (box / "m1@example.org").read_bytes()


def test_of_a_file_that_was_moved_its_records_say_who_has_a_letter(
    mail: Server, kept: Kept, coptui: Ran, circle: Path, home: Path
) -> None:
    coptui("write", "invite", "--send", "--yes")
    moved = home / "moved.json"
    circle.rename(moved)
    assert coptui("-f", moved, "write", "invite", "--send", "--yes")[0] == 0
    assert len(kept.letters) == 40


def test_a_note_that_is_not_saved_is_said_and_made_up_for(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(session: Session, edit: Any, choice: Any = "ask") -> Any:
        raise SaveFailed("The disk is full.", "Make room.")

    with monkeypatch.context() as broken:
        broken.setattr(Session, "edit", full)
        code, _, said = coptui("write", "invite", "--send", "--yes")
    assert code == 1
    assert "40 letters" in said
    assert not noted(saved())
    assert coptui("write", "invite", "--send", "--yes")[0] == 0
    assert len(noted(saved())) == len(kept.letters) == 40

"""Letters as files: one a person, complete, and written once whatever interrupts it."""

from __future__ import annotations

import mailbox
import os
import stat
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mail_server import mail_settings

from coptui.letters.carriers import Folder, Mailbox, NotSent
from coptui.store.sending_log import log_beside

Ran = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def sender(home: Path, circle: Path) -> None:
    mail_settings(home)


def test_a_folder_has_a_file_for_each(coptui: Ran, home: Path) -> None:
    assert coptui("write", "invite", "--eml", home / "out")[0] == 0
    files = list((home / "out").iterdir())
    assert len(files) == 40
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert coptui("write", "invite", "--eml", home / "again")[0] == 0
    assert not (home / "again").exists()


def test_a_mailbox_has_all_of_them_each_once(coptui: Ran, home: Path) -> None:
    box = home / "out.mbox"
    assert coptui("write", "invite", "--mbox", box)[0] == 0
    assert Counter(letter["To"] for letter in mailbox.mbox(box)) == Counter(
        f"Member {number:02d} Lee <m{number}@example.org>" for number in range(1, 41)
    )
    assert stat.S_IMODE(box.stat().st_mode) == 0o600


@pytest.mark.parametrize("way", ["--eml", "--mbox"])
def test_one_cut_off_in_the_middle_is_written_again_without_a_question(
    way: str, coptui: Ran, home: Path, circle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = home / "out"
    carrier: Any = Folder if way == "--eml" else Mailbox
    deliver = carrier.deliver
    count = 0

    def killed(self: Any, letter: Any, mail: Any, begin: Any) -> None:
        nonlocal count
        count += 1
        deliver(self, letter, mail, begin)
        if count == 8:
            raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(carrier, "deliver", killed)
        coptui("write", "invite", way, out)
    if way == "--mbox":
        # As a full disk leaves it.
        os.truncate(out, out.stat().st_size - 400)
    assert coptui("write", "invite", way, out)[0] == 0
    if way == "--eml":
        assert len(list(out.iterdir())) == 40
    else:
        to = Counter(letter["To"] for letter in mailbox.mbox(out))
        assert to == Counter(f"Member {number:02d} Lee <m{number}@example.org>" for number in range(1, 41))  # fmt: skip


def test_no_other_file_is_replaced(coptui: Ran, home: Path) -> None:
    out = home / "out"
    out.mkdir()
    (out / "0003-member-03-lee.eml").write_text("mine\n")
    assert coptui("write", "invite", "--eml", out)[0] == 1
    assert (out / "0003-member-03-lee.eml").read_text() == "mine\n"
    (home / "notes.txt").write_text("mine\n")
    assert coptui("write", "invite", "--mbox", home / "notes.txt")[0] == 2
    assert (home / "notes.txt").read_text() == "mine\n"


def test_looking_writes_nothing(coptui: Ran, home: Path, circle: Path) -> None:
    before = circle.read_bytes()
    code, out, _ = coptui("write", "invite", "--show")
    assert code == 0
    assert out.count("\nSubject: ") == 40
    assert coptui("write", "invite", "--json")[0] == 0
    assert circle.read_bytes() == before
    assert not log_beside(circle).path.exists()
    assert coptui("--read-only", "write", "invite", "--mbox", home / "x")[0] == 2


def test_not_sent_is_raised_for_a_folder_that_cannot_be_written(home: Path) -> None:
    from email.message import EmailMessage

    from coptui.core.letters.template import Letter

    (home / "file").write_text("")
    letter = Letter(1, "Ann", "a@example.org", "s", "t")
    with pytest.raises(NotSent):
        Folder(home / "file" / "in").deliver(letter, EmailMessage(), lambda: None)

"""Who may read and write a file: kept by a save, and given to the files that belong to it.

The access list of a file (POSIX.1e draft 17) is what `acl(5)` describes; Linux keeps it in an
extended attribute: a version, then 8 bytes an entry.
"""

from __future__ import annotations

import errno
import os
import pwd
import stat
import sys
from contextlib import suppress
from pathlib import Path

import msgspec

from coptui.language import tr

_ACL = "system.posix_acl_access"
_ABSENT = (errno.ENODATA, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS)
_VERSION = (2).to_bytes(4, "little")
_OWNER, _USER, _GROUP, _NAMED_GROUP, _MASK, _OTHERS = 1, 2, 4, 8, 16, 32
_NOBODY = 0xFFFFFFFF
READ, WRITE, ENTER = 4, 2, 1

FileKey = tuple[int, int]
"""Kind of entry, and the user's or group's number; the highest where there is none."""


class Rights(msgspec.Struct, frozen=True):
    """Owner, group, and what each entry of the access list really grants (with its mask applied)."""

    owner: int
    group: int
    gives: dict[FileKey, int]
    mask: int = 0

    def of_owner(self) -> int:
        return self.gives[_OWNER, _NOBODY]

    def of_group(self) -> int:
        return self.gives[_GROUP, _NOBODY]

    def of_others(self) -> int:
        return self.gives[_OTHERS, _NOBODY]

    @property
    def is_plain(self) -> bool:
        """Return whether a mode says all of it."""
        return len(self.gives) == 3

    @property
    def mode(self) -> int:
        """Return the mode that a file with these rights shows."""
        group = self.of_group() if self.is_plain else self._mask()
        return self.of_owner() << 6 | group << 3 | self.of_others()

    def for_folder(self) -> Rights:
        """Return the rights of the same people on a folder: whoever may read or write also enters."""
        return Rights(
            self.owner,
            self.group,
            {key: given | ENTER if given else 0 for key, given in self.gives.items()},
        )

    def owned_by(self, owner: int, group: int) -> Rights:
        """Return the same rights for everyone, on a file with another owner or group.

        Name the previous owner in the list, and the group too, if they would otherwise have
        different rights.
        """
        gives = dict(self.gives)
        if group != self.group:
            if (self.of_group() ^ self.of_others()) & (READ | WRITE):
                gives[_NAMED_GROUP, self.group] = self.of_group()
            gives[_GROUP, _NOBODY] = gives.pop((_NAMED_GROUP, group), self.of_others())
        lost = self._without_owning() ^ self.of_owner()
        if owner != self.owner and lost & (READ | WRITE):
            gives[_USER, self.owner] = self.of_owner()
        return Rights(owner, group, gives, self.mask)

    def packed(self) -> bytes:
        """Return the attribute's bytes."""
        gives = self.gives if self.is_plain else {**self.gives, (_MASK, _NOBODY): self._mask()}
        entries = b""
        for kind, who in sorted(gives):
            for number, size in ((kind, 2), (gives[kind, who], 2), (who, 4)):
                entries += number.to_bytes(size, "little")
        return _VERSION + entries

    def _mask(self) -> int:
        mask = self.mask
        for (kind, _), given in self.gives.items():
            mask |= given if kind in (_USER, _GROUP, _NAMED_GROUP) else 0
        return mask

    def _without_owning(self) -> int:
        """Return what the owner could do if it were someone else's file."""
        if (_USER, self.owner) in self.gives:
            return self.gives[_USER, self.owner]
        groups = _groups_of(self.owner)
        through = [
            given
            for (kind, who), given in self.gives.items()
            if (kind == _GROUP and self.group in groups) or (kind == _NAMED_GROUP and who in groups)
        ]
        # Of several groups the one that gives all of it counts; they are not added up.
        return max(through, default=self.of_others())


def rights_of(path: Path) -> Rights:
    """Return the rights of a file. Raise OSError."""
    about = path.stat()
    gives, mask = _unpacked(_attribute(path), about.st_mode)
    return Rights(about.st_uid, about.st_gid, gives, mask)


def of_mode(owner: int, group: int, mode: int) -> Rights:
    """Return the rights that a mode gives."""
    return Rights(owner, group, _plain(mode))


def give(descriptor: int, wanted: Rights) -> None:
    """Give an open file or folder these rights; raise OSError if not all of them can be given."""
    about = os.fstat(descriptor)
    for owner in (wanted.owner, about.st_uid):
        if (about.st_uid, about.st_gid) in ((wanted.owner, wanted.group), (owner, wanted.group)):
            break
        # Only the administrator gives a file away, and to a group only a member of it.
        with suppress(PermissionError):
            os.fchown(descriptor, owner, wanted.group)
            about = os.fstat(descriptor)
    given = wanted.owned_by(about.st_uid, about.st_gid)
    if given.is_plain:
        # A folder may have handed its own list on.
        _drop(descriptor)
        os.fchmod(descriptor, given.mode)
    elif sys.platform == "linux":
        os.fchmod(descriptor, given.mode)
        os.setxattr(descriptor, _ACL, given.packed())


def give_folder(folder: Path, wanted: Rights) -> None:
    """Give them to a folder whose files these people share; it hands its group on."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        give(descriptor, wanted.for_folder())
        if wanted.of_group():
            os.fchmod(descriptor, stat.S_IMODE(os.fstat(descriptor).st_mode) | stat.S_ISGID)
    finally:
        os.close(descriptor)


def make_private(folder: Path) -> None:
    """Make a folder and those missing above it, all 0700. Raise OSError.

    Refuse a link in its place: whoever planted it would get what is kept there.
    """
    missing = []
    above = folder
    while not os.path.lexists(above):
        missing.append(above)
        above = above.parent
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)
        one.chmod(0o700)
    if folder.is_symlink():
        raise OSError(errno.ELOOP, tr("it is a link, not a folder"), str(folder))
    if not folder.is_dir():
        raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def not_kept(path: Path) -> str:
    """Return why a save of mine couldn't keep who may read and write the file, or "".

    A save puts a new file in the place of the old one: it is mine then, not its owner's.
    """
    me = os.geteuid()
    if me == 0:
        return ""
    now, folder = rights_of(path), path.parent.stat()
    # A folder that hands its group on gives it to whoever may write there.
    group = folder.st_gid if folder.st_mode & stat.S_ISGID else os.getegid()
    if now.group in {group, os.getegid(), *os.getgroups()}:
        group = now.group
    if now.owned_by(me, group).is_plain or _keeps_lists(path):
        return ""
    whose = name_of(now.owner) if now.owner != me else tr("the file's group")
    return tr(
        "If you saved, {whose} would lose access: this file system has no access lists.",
        whose=whose,
    )


def may_use(path: Path) -> bool:
    """Return whether I may read and write a file."""
    return os.access(path, os.R_OK | os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def name_of(user: int) -> str:
    """Return a user's login name, or their number."""
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return tr("user {user}", user=user)


def _groups_of(user: int) -> frozenset[int]:
    try:
        known = pwd.getpwuid(user)
        return frozenset(os.getgrouplist(known.pw_name, known.pw_gid))
    except (KeyError, OSError):
        return frozenset()


def _keeps_lists(path: Path) -> bool:
    if sys.platform != "linux":
        return False
    try:
        os.getxattr(path, _ACL)
    except OSError as error:
        return error.errno == errno.ENODATA
    return True


def _attribute(path: Path) -> bytes:
    if sys.platform != "linux":
        # Access lists of a Mac are of another kind, and go with the file's folder.
        return b""
    try:
        return os.getxattr(path, _ACL)
    except OSError as error:
        if error.errno not in _ABSENT:
            raise
        return b""


def _drop(descriptor: int) -> None:
    if sys.platform != "linux":
        return
    try:
        os.removexattr(descriptor, _ACL)
    except OSError as error:
        if error.errno not in _ABSENT:
            raise


def _plain(mode: int) -> dict[FileKey, int]:
    return {
        (_OWNER, _NOBODY): mode >> 6 & 7,
        (_GROUP, _NOBODY): mode >> 3 & 7,
        (_OTHERS, _NOBODY): mode & 7,
    }


def _unpacked(data: bytes, mode: int) -> tuple[dict[FileKey, int], int]:
    """Return the entries with their mask applied, and the mask; those of the mode if there is no
    list."""
    if not data.startswith(_VERSION):
        return _plain(mode), 0
    entries: dict[FileKey, int] = {}
    for at in range(4, len(data), 8):
        kind, given = (int.from_bytes(data[start : start + 2], "little") for start in (at, at + 2))
        entries[kind, int.from_bytes(data[at + 4 : at + 8], "little")] = given
    mask = entries.pop((_MASK, _NOBODY), 7)
    masked = (_USER, _GROUP, _NAMED_GROUP)
    return {
        key: given & mask if key[0] in masked else given for key, given in entries.items()
    }, mask

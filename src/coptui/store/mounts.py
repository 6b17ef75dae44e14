"""Whether a file is on a network file system, where only one host at a time is safe."""

from __future__ import annotations

import re
from pathlib import Path

from coptui.language import tr

TABLE = Path(tr("/proc/self/mountinfo"))
_NETWORK = re.compile(
    r"9p|afs|beegfs|ceph|cifs|coda|gfs2|gpfs|lustre|ncpfs|nfs4?|ocfs2|orangefs|smb[23]|smbfs"
    r"|fuse\.(?:glusterfs|rclone|s3fs|sshfs)"
)
_OCTAL = re.compile(r"\\([0-7]{3})")


def network_file_system(path: Path, table: Path = TABLE) -> str:
    """Return the kind of network file system that holds a resolved path; "" for a local or unknown
    one."""
    try:
        text = table.read_text(errors="surrogateescape")
    except OSError:
        return ""
    best, kind = -1, ""
    for line in text.splitlines():
        left, _, right = line.partition(" - ")
        fields, kinds = left.split(), right.split()
        if len(fields) < 5 or not kinds:
            continue
        point = Path(_OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[4]))
        # Of mounts at one place, the last one covers the others.
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), kinds[0]
    return kind if _NETWORK.fullmatch(kind) else ""

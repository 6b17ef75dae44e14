"""Open `coptui demo` in a pseudo-terminal, wait for its first screen, leave with q and q again."""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

LIMIT = 60.0
"""Seconds until the screen must be there, and again until the program must have ended."""

WAITS = (b"help", b"Quit coptui?")
"""What is on the screen when q is pressed, and when it is pressed again."""

pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    os.execvpe("coptui", ["coptui", "demo"], {**os.environ, "TERM": "xterm-256color"})

sent, pressed, end = b"", 0, time.monotonic() + LIMIT
while time.monotonic() < end:
    if select.select([terminal], [], [], 0.2)[0]:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        sent += data
    elif pressed < len(WAITS) and b"Members" in sent and WAITS[pressed] in sent:
        os.write(terminal, b"q")
        pressed, end = pressed + 1, time.monotonic() + LIMIT
else:
    os.kill(pid, 9)
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
if code or pressed < len(WAITS) or b"End of the demo" not in sent:
    sys.exit(f"coptui demo ended with {code}:\n{sent.decode(errors='replace')}")
sys.stdout.write("coptui demo opened and ended with 0\n")

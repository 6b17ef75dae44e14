"""`coptui introductions`."""

from __future__ import annotations

import click

from coptui.cli import output, which_file
from coptui.cli.options import Chosen, Verb, chosen
from coptui.language import tr


@click.command(cls=Verb, name="introductions", of_a_group=True, short_help=tr("Print who could be introduced, and what came of earlier introductions."))  # fmt: skip
@chosen
def command(chosen: Chosen) -> None:
    """Print pairs who could be introduced, and why, and the introductions of the last year.

    It prints kind, ids, names, why or what came of it, and the day, separated by tabs. How many
    led to something goes to standard error, or with --json into a record of its own. To log one:
    `coptui log --kind introduction '@ann and @beth, both on nights'`.
    """
    from coptui.core.model.saying import people
    from coptui.evidence.introducing import (
        came_of_them,
        introductions,
        introductions_for,
        is_to_be_asked,
    )

    session = which_file.session(chosen, writing=False)
    community, today = session.community, session.today
    lines: list[dict[str, object]] = [
        {"kind": "could meet", "members": list(pair.members), "names": people(community, pair.members),
         "text": "; ".join(pair.reasons), "day": ""}
        for pair in introductions_for(community, today, session.settings)
    ]  # fmt: skip
    met = introductions(community, today)
    for touch in met:
        waits = tr("how did it go?") if is_to_be_asked(touch, today) else ""
        lines.append(
            {"kind": "introduced", "members": list(touch.members), "names": people(community, touch.members),
             "text": touch.led_to or waits, "day": str(touch.on or "")}
        )  # fmt: skip
    led, counted = came_of_them(met, today)
    session.close()
    if chosen.json:
        output.records([*lines, {"kind": "hit rate", "led_to_something": led, "of": counted}])
        return
    for line in lines:
        ids = " ".join(map(str, line["members"]))  # type: ignore[call-overload]
        output.cells(
            str(line["kind"]), ids, *(str(line[name]) for name in ("names", "text", "day"))
        )
    if counted:
        output.say(
            tr(
                "{led} of {counted} introductions are known to have led to something.",
                led=led,
                counted=counted,
            )
        )

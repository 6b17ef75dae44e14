"""Check every key, value and id of a checklist file, and make a template of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import msgspec

from coptui.checklists.facts import misfit
from coptui.checklists.nodes import ListNode, MapNode, Mistake, TextNode
from coptui.checklists.reader import Reader, items, maps, with_meant
from coptui.checklists.template import EVERY, NOT_APPLICABLE, UNKNOWN, Template
from coptui.language import tr

FURTHER_FIGURES = {"level_mix": ("core", "active", "peripheral", "quiet")}
"""Figures beyond those that every line has, where only the ids of the lines are known."""


def lint(
    root: MapNode, file: str, known_evidence: Collection[str] | None
) -> tuple[Template | None, list[Mistake]]:
    """Return the template (None if it has a mistake that prevents one), and every mistake."""
    reader = TemplateReader(file, _figures(known_evidence))
    values = reader.struct(root, Template)
    reader.everything(root)
    if reader.mistakes or values is None:
        return None, reader.mistakes
    try:
        template = msgspec.convert(values, Template)
    except msgspec.ValidationError as fault:
        return None, [Mistake(file, root.line, root.column, f"{fault}.")]
    reader.facts(root, template)
    return (None if reader.mistakes else template), reader.mistakes


def _figures(known: Collection[str] | None) -> dict[str, Collection[str]] | None:
    if known is None:
        return None
    if isinstance(known, Mapping):
        return {line: (*FURTHER_FIGURES.get(line, ()), *known[line]) for line in known}
    return {line: FURTHER_FIGURES.get(line, ()) for line in known}


class TemplateReader(Reader):
    """Reads a checklist, and checks what its parts have to do with one another."""

    def everything(self, root: MapNode) -> None:
        """Check what no single value shows: ids, references, and keys that don't go together."""
        every = root.get("every")
        if isinstance(every, TextNode) and every.value and not re.fullmatch(EVERY, every.value):
            self.note(
                every,
                tr(
                    "`every:` must be a length of time such as 2 weeks or 1 month, not {value!r}.",
                    value=every.value,
                ),
            )
        about = root.get("for")
        dated = isinstance(about, TextNode) and about.value in ("event", "member")
        seen: dict[str, int] = {}
        for section in maps(root.get("sections")):
            steps = maps(section.get("steps"))
            pick = section.get("pick")
            picked = isinstance(pick, TextNode) and pick.value.isascii() and pick.value.isdigit()
            if picked and int(pick.value[:9]) > len(steps):  # type: ignore[union-attr]
                higher = tr(
                    "`pick:` is higher than the number of questions in this section ({count}).",
                    count=len(steps),
                )
                self.note(pick, higher)  # type: ignore[arg-type]
            for step in steps:
                self.identity(step, seen)
                self.together(step, dated, bool(pick))
                self.references(step)

    def identity(self, step: MapNode, seen: dict[str, int]) -> None:
        name = step.get("id")
        if not isinstance(name, TextNode):
            return
        word = name.value.strip()
        if word in seen:
            self.note(
                name,
                tr(
                    "The step on line {seen} already has the id {word}.", seen=seen[word], word=word
                ),
            )
        else:
            seen[word] = name.line

    def together(self, step: MapNode, dated: bool, picked: bool) -> None:
        kind = _word(step, "answer") or "scale"
        choices, good = step.get("choices"), step.get("good")
        if kind == "choice" and (not isinstance(choices, ListNode) or len(choices.items) < 2):
            self.note(step, tr("`answer: choice` needs at least two `choices:`."))
        if kind != "choice" and choices is not None:
            self.note(
                choices,
                tr(
                    "`choices:` can only be used with `answer: choice`, not with `answer: {kind}`.",
                    kind=kind,
                ),
            )
        if kind != "scale" and (scale := step.get("scale")) is not None:
            self.note(
                scale,
                tr(
                    "`scale:` can only be used with `answer: scale`, not with `answer: {kind}`.",
                    kind=kind,
                ),
            )
        if kind not in ("scale", "yes-no") and good is not None:
            self.note(
                good,
                tr(
                    "`good:` can only be used with `answer: scale` or `answer: yes-no`, not with `answer: {kind}`.",
                    kind=kind,
                ),
            )
        words = [item for item in items(choices) if isinstance(item, TextNode)]
        for at, item in enumerate(words):
            if item.value.strip() in (NOT_APPLICABLE, UNKNOWN, "-", "d"):
                self.note(
                    item,
                    tr(
                        "People can always answer {value!r}; remove it from the choices.",
                        value=item.value,
                    ),
                )
            elif item.value.strip() in [other.value.strip() for other in words[:at]]:
                self.note(item, tr("The choice {value!r} appears twice.", value=item.value))
        after = step.get("after_days")
        if after is not None and not dated:
            self.note(
                after,
                tr(
                    "`after_days:` can only be used in a checklist with `for: event` or `for: member`."
                ),
            )
        if picked and _word(step, "required") in ("true", "yes"):
            self.note(
                step,
                tr(
                    "In a section with `pick:` not every question is asked, so none of them can be `required:`."
                ),
            )

    def facts(self, root: MapNode, template: Template) -> None:
        """Check where answers are put, once the checklist can be read."""
        nodes = (
            step for section in maps(root.get("sections")) for step in maps(section.get("steps"))
        )
        for node, step in zip(nodes, template.steps(), strict=True):
            if step.fact is None:
                continue
            wrong = misfit(step.fact, step, template.for_)
            if template.keep == "notebook":
                wrong = tr(
                    "`fact:` can't be used with `keep: notebook`, because those answers stay private."
                )
            if wrong:
                self.note(node.get("fact") or node, wrong)

    def references(self, step: MapNode) -> None:
        if self.figures is not None:
            for item in items(step.get("evidence")):
                if isinstance(item, TextNode) and item.value not in self.figures:
                    unknown = tr("There is no evidence line {line!r}", line=item.value)
                    self.note(item, with_meant(unknown, item.value, self.figures))
        when = step.get("when")
        if isinstance(when, TextNode) and when.value.strip():
            self.expression(when, "when")


def _word(step: MapNode, key: str) -> str:
    node = step.get(key)
    return node.value if isinstance(node, TextNode) else ""

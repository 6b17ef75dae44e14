"""What Beth Lindqvist answered in three monthly checks and in a longer walk that is not done yet."""

# A table is easier to read and to edit as one line a record.
# fmt: off
from __future__ import annotations

from walks import FollowUp, Said, Walked

WALKS = (
    Walked(85, {
        "members-move-us": Said(3, "The five wishes from the renewal day hang by the kettle. We began with the shortest one."),
        "fresh-air": Said(1, "Nobody from outside since Oslo. We are good company for each other, perhaps too good.",
                          FollowUp("write to Dr Carvalho about her tapes", "Beth", 7, 5)),
        "two-busiest-leave": Said(3, "Fine as long as Dana and Ruth do not go in the same year."),
        "one-to-one": Said(1, "Five talks since the break, all with people I would meet anyway.",
                           FollowUp("ring one listener a week, no agenda", "Rosa", 28, 26)),
        "something-used": Said(4, "The card. Four desks use it without being asked."),
        "spark": Said(3, "Walter in two voices. We needed that."),
        "beat": Said(4, "Every second Tuesday, and the break did everyone good."),
        "newcomers-landed": Said(2, "Henrike came with Dana, and nobody else has spoken with her.",
                                 FollowUp("bring Henrike together with Siobhán", "Rosa", 60, 57, ["Henrike"])),
        "missed-ungreeted": Said((), "Nobody, as far as I can see. Grace I spoke to; she is well and busy."),
        "resting-topics": Said(None, "The elders wait for Eleanor. I would not hurry her."),
        "story-worth-telling": Said("The card: from 'I ask in a different order each time' to four desks that use it. Amara says yes."),
        "same-format": Said(1, "A different one nearly each time. It was a good season for trying."),
        "who-would-still-come": Said(("Amara", "Dana", "Ruth", "Walter", "Siobhán", "Tomasz"), "They would meet in Dana's kitchen."),
    }),
    Walked(57, {
        "members-move-us": Said(3, "The silence talk was Siobhán's wish, and it is all they speak of."),
        "fresh-air": Said(4, "Dr Carvalho and her stopwatch."),
        "two-busiest-leave": Said(2, "Ruth has gone. Thanked, and missed. Tomasz will be away when the baby comes.",
                                  FollowUp("ask Farah whether she would chair a call", "Beth", 14, 12, ["Farah"])),
        "one-to-one": Said(2, "Better. Rosa rings a listener each week, and they are surprised and glad.",
                           FollowUp("ask Adaeze what would make the first shifts easier", "Amara", 10, None, ["Adaeze"])),
        "something-used": Said(3, "The line counts plans now, and no longer minutes. That came from here."),
        "spark": Said(4, "She timed our silences. Half of us did not sleep that night, in the good way."),
        "beat": Said(4),
        "core-away": Said(None, "Most of them told someone, and someone told me."),
        "outside-next": Said("A night nurse. Someone who listens at four in the morning and is not paid to talk."),
        "not-spoken-to": Said(None, "Mostly people who only listen. Listening is taking part, and a greeting costs little."),
        "story-worth-telling": Said("n/a", waived="the stories of this month are about case 13 and stay where they are"),
        "same-format": Said(1, "Five kinds of evening in six."),
        "beat-kept": Said(4, "Six of six."),
        "who-would-still-come": Said(("Amara", "Dana", "Walter", "Siobhán", "Farah", "Malik"), "Ruth would still come, from Maine, by telephone."),
    }),
    Walked(29, {
        "members-move-us": Said(2, "We plan what comes; fewer ask. The sponsor's numbers took one whole call."),
        "fresh-air": Said(2, "Only the echo of Dr Carvalho. Good, but it fades.",
                          FollowUp("invite a night nurse to the call after next", "Rosa", 21, None)),
        "two-busiest-leave": Said(1, "Dana is leaving; it is not told yet. With her and Amara gone, one call in three would happen.",
                                  FollowUp("find two who would hold the clinic together", "Dana", 21, 10, ["Farah", "Malik"])),
        "one-to-one": Said(3, "More than half, and not only the loud ones. There are no loud ones."),
        "something-used": Said(3, "Farah counted to twenty on the line, and he spoke."),
        "spark": Said(2, "Warm and safe. I heard someone say 'as always' and could not tell how it was meant.",
                      FollowUp("one call that begins in another way", "Beth", 35, None)),
        "beat": Said(3, "The beat holds. The people who hold it are fewer."),
        "outside-next": Said("Still the night nurse. I did not write to her."),
        "not-spoken-to": Said(None, "Carlos since he brought case 14. I should have rung.",
                              FollowUp("ring Carlos, no agenda", "Beth", 10, None, ["Carlos"])),
        "missed-ungreeted": Said((), "Nobody yet, say the figures. Hana did not look well at the night table."),
        "same-format": Said(2, "Round table, and round again."),
        "beat-kept": Said(4, "Kept, every one of them."),
        "who-would-still-come": Said(("Amara", "Walter", "Siobhán", "Farah", "Malik"), "Shorter than last time. I counted twice."),
    }),
    Walked(11, {
        "changed-because-asked": Said(3, "The clinic in a smaller room, the notes in larger print."),
        "networks-before-us": Said("The four who shared a kettle at Boston General; the night desks, who always rang each other."),
        "structure-to-drop": Said("The sign-up sheet. Nobody has looked at it since the break."),
        "side-remark": Said(("goodbye", "after"), "Amara said it with her coat on already."),
        "newcomers-shape-topics": Said(1, "We teach them. We could ask them.",
                                       FollowUp("ask the newest five what puzzled them", "Rosa", 18)),
        "stage-fits": Said(2, "Stewardship, yes. With a little of an ending in it, if we are not careful."),
    }, checklist="seven-principles", finished=False),
)

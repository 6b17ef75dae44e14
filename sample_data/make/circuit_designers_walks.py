"""What Ingrid Vasquez-Holm answered in three monthly checks and in a longer walk that is not done yet."""

# A table is easier to read and to edit as one line a record.
# fmt: off
from __future__ import annotations

from walks import FollowUp, Said, Walked

WALKS = (
    Walked(86, {
        "members-move-us": Said(4, "The open-kit debate was nobody's plan, and the best night of all."),
        "fresh-air": Said(4, "Professor Moss took us apart. More of that."),
        "two-busiest-leave": Said(3, "Six hosts in six nights. Loud ones, all of them."),
        "one-to-one": Said(0, "Me and a microphone. I know faces, not how anybody is.",
                           FollowUp("coffee with one newcomer a week", "Ingrid", 21, None)),
        "something-used": Said(2, "Everybody says that they use things. Nobody says which."),
        "spark": Said(4, "Two debates, one demo with a humidifier."),
        "beat": Said(2, "Every two weeks, roughly. The roughness is mine."),
        "newcomers-landed": Said(1, "Two came back. I could not say why the others did not."),
        "core-away": Said(None, "Tape-outs, all of them, I think. I did not ask."),
        "outside-next": Said("Someone who buys our parts and is angry."),
        "not-spoken-to": Said(None, "Nearly everyone, if I am honest."),
        "followups-fresh": Said(1, "What was promised at the board is known to the board."),
        "who-would-still-come": Said(("Gideon", "Otto", "Parvati", "Marisol", "Reza"), "In a car park, as it began."),
    }),
    Walked(58, {
        "members-move-us": Said(4, "They asked for jitter, and got jitter."),
        "fresh-air": Said(3, "Echoes of Professor Moss. Larkspur says yes, at last."),
        "two-busiest-leave": Said(2, "If Gideon is away, who dares to take the chalk?",
                                  FollowUp("ask Gideon to share the chalk for two nights", "Ingrid", 28, 24, ["Gideon"])),
        "one-to-one": Said(0, "No change. The coffees did not happen."),
        "something-used": Said(3, "Yuki's bandgap starts in the cold. She told it standing on a chair."),
        "spark": Said(4, "Asked to leave the room, twice."),
        "beat": Said(2, "Dates move when Gideon moves."),
        "newcomers-landed": Said(1, "They are asked what they draw, and then nobody waits for the answer.",
                                 FollowUp("ask Kavya to host a night on jitter, for the new ones", "Ingrid", 21, None, ["Kavya"])),
        "missed-ungreeted": Said(None, "Some of them. I will ask after three, not after all."),
        "core-away": Said(None, "One. She is taping out; she said so."),
        "story-worth-telling": Said("The bandgap that starts in the cold, told from a chair."),
        "followups-fresh": Said(1, "Promises made at the board are wiped off with the board.",
                                FollowUp("photograph the board before it is wiped", "Wen", 14, 13)),
        "who-would-still-come": Said(("Gideon", "Otto", "Parvati", "Marisol", "Aoife"), ""),
    }),
    Walked(30, {
        "members-move-us": Said(3, "Yes, those with voices."),
        "fresh-air": Said(4, "Two nights of six with a stranger at the board."),
        "two-busiest-leave": Said(1, "Gideon led three of the last four. He is wonderful. That is the problem.",
                                  FollowUp("hand the dates over, away from one diary", "Gideon", 30, None)),
        "one-to-one": Said(1, "One: Amrita, and that was Parvati.",
                           FollowUp("greet every newcomer by name before the chalk comes out", "Aoife", 16, None)),
        "something-used": Said(3, "Setiawan's part came back right the first time. It hangs together from the drawing to the silicon."),
        "spark": Said(4, "The machine drew a mirror across a fold."),
        "beat": Said(1, "Three weeks, one, one, two. People ask me when it is; I ask Gideon.",
                     FollowUp("settle three dates and keep them", "Ingrid", 23, None)),
        "newcomers-landed": Said(0, "Six came, one was met at the door. They stand at the back and take pictures.",
                                 FollowUp("a buddy for each newcomer", "Ingrid", 14, None, ["Beatriz", "Hyun-woo", "Ottilie"])),
        "missed-ungreeted": Said(None, "Soledad has not been here for a while. I noticed only now."),
        "outside-next": Said("Emeka knows a reliability man who hates us all."),
        "beat-kept": Said(2, "The tape-out fortnight is fine, the wandering dates are not."),
        "same-format": Said(3, "Varied? Yes. Exhausting? A little."),
        "who-would-still-come": Said(("Gideon", "Otto", "Parvati", "Marisol", "Aoife", "Setiawan"), "The same names, and sixty who would read about it."),
    }),
    Walked(10, {
        "changed-because-asked": Said(4, "The rule of the chalk, the board photographs, the cake boxes."),
        "networks-before-us": Said("Everyone who was ever laid off by the same two companies."),
        "structure-to-drop": Said("The agenda. It is a work of fiction."),
        "side-remark": Said(("bench", "meas"), "Jacinta muttered something about a bench, and Otto heard it."),
    }, checklist="seven-principles", finished=False),
)

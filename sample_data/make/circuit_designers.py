"""Diagram night: circuit designers in Silicon Valley who argue. All of it is invented."""

# A table is easier to read and to edit as one line a record.
# fmt: off
from __future__ import annotations

from datetime import date

from meetings import Book, Series
from membership import Person

MADE_ON = date(2026, 11, 18)
BY = "Ingrid Vasquez-Holm"

HAL, FOX, RED, QUI, BRA, TERN, PEP, SLOW, OWN = (
    "Halcyon Analog", "Foxglove Silicon", "Redtail Mixed Signal", "Quillwort Power", "Brasswind RF",
    "Tern Timing", "Pepperwood Sensors", "Slow Clock Labs", "independent",
)

P = Person
PEOPLE = (
    P("Ingrid Vasquez-Holm", "she/her", TERN, "design methods", "Sunnyvale", "core", 960, groups=("layout",), more={
        "roles": [("coordinator", 940)], "offers": ["introductions", "a projector that works"],
        "knows": ["Gideon", "Parvati", "Otto"], "phone": "+1 408 555 0191"}),
    P("Gideon Strand", "he/him", HAL, "data converters", "Palo Alto", "core", 1000, groups=("layout", "lab"), more={
        "offers": ["converters", "thirty years of mistakes"], "seeks": ["a worthy opponent"], "knows": ["Otto", "Parvati", "Reza"],
        "aliases": ["G. Strand"], "roles": [("expert", 900)],
        "notes": [(34, BY, "Leads nearly every night, and people come for it. He would share the chalk if he were asked."),
                  (12, BY, "Asked him what he would like to hand over. He said: the dates.")]}),
    P("Parvati Seshadri", "she/her", QUI, "power management", "Cupertino", "core", 870, groups=("layout",), more={
        "offers": ["stability without tears", "regulators"], "seeks": ["time"], "knows": ["Gideon", "Ingrid", "Wen"]}),
    P("Otto Brandvold", "he/him", OWN, "consultant", "Los Gatos", "core", 990, groups=("lab",), more={
        "offers": ["a lab in a garage", "noise, of every colour"], "knows": ["Gideon", "Marisol"], "interests": ["measuring what cannot be measured"]}),
    P("Reza Khosravi", "he/him", BRA, "synthesizers", "San Jose", "core", 640, groups=("lab",), more={
        "offers": ["phase noise"], "seeks": ["someone who reads his plots to the end"], "knows": ["Gideon"]}),
    P("林志明", "he/him", FOX, "verification", "Milpitas", "active", 520, more={
        "aliases": ["Lin Zhiming", "Jimmy Lin"], "sort_name": "Lin, Zhiming", "offers": ["simulation decks that converge"]}),
    P("نرگس صادقی", "she/her", PEP, "sensor front ends", "Fremont", "active", 430, groups=("lab",), more={
        "aliases": ["Narges Sadeghi"], "sort_name": "Sadeghi, Narges", "offers": ["tiny currents", "shielding"], "seeks": ["a second pair of eyes on layout"]}),
    P("Marisol Ibarra-Wu", "she/her", RED, "mixed-signal layout", "Mountain View", "core", 710, groups=("layout",), more={
        "offers": ["layout", "saying no to schematics"], "knows": ["Otto", "Tadeusz"], "interests": ["matching", "guard rings", "well proximity"]}),
    P("Tadeusz Malinowski", "he/him", FOX, "layout", "Santa Clara", "active", 560, groups=("layout",), more={
        "offers": ["floor plans on napkins"], "knows": ["Marisol"]}),
    P("Wen Castellanos", "they/them", SLOW, "clocks", "Menlo Park", "active", 390, groups=("lab",), more={
        "offers": ["clock trees", "puns"], "knows": ["Parvati"]}),
    P("Setiawan", "he/him", HAL, "data converters", "Palo Alto", "active", 350, groups=("layout",), more={
        "offers": ["calibration"], "seeks": ["a mentor who is not his boss"], "introduced_by": "Gideon"}),
    P("Zoltán Kerekes", "he/him", BRA, "power amplifiers", "San Jose", "active", 660, groups=("lab",), more={
        "aliases": ["Zoltan Kerekes"], "offers": ["things that get hot"]}),
    P("Aoife Brannigan", "she/her", TERN, "phase-locked loops", "Sunnyvale", "active", 480, more={
        "offers": ["loop filters"], "interests": ["phase noise", "divider tricks"], "notes": [(20, BY, "Quick, funny, interrupted four times last night. Ask her to open the next debate.")]}),
    P("Dmitri Volkonsky-Hale", "he/him", QUI, "gate drivers", "San Ramon", "active", 600, more={"offers": ["field failures, with photographs"]}),
    P("Kavya Nambiar", "she/her", RED, "serial links", "Mountain View", "active", 290, groups=("lab",), more={
        "offers": ["equalisers"], "seeks": ["people to argue with after ten"]}),
    P("Bertrand Okello", "he/him", FOX, "bandgaps and bias", "Santa Clara", "active", 420, groups=("layout",), more={
        "offers": ["start-up circuits that start"], "knows": ["林志明"]}),
    P("Yuki Hamasaki-Dunne", "she/her", PEP, "image sensors", "Fremont", "active", 330, groups=("layout",)),
    P("Lorcan Tierney", "he/him", SLOW, "founder", "Menlo Park", "active", 540, more={"offers": ["what start-ups pay for layout"], "bridges_to": ["start-up founders"]}),
    P("Philippa Hargreave", "she/her", HAL, "applications", "Palo Alto", "active", 370, more={
        "offers": ["what customers really do with the part"], "bridges_to": ["applications engineers"]}),
    P("Chidi Anyanwu-Roth", "he/him", TERN, "oscillators", "Sunnyvale", "active", 250, groups=("lab",), more={"seeks": ["crystal models"]}),
    P("Rasmus Eklöf", "he/him", RED, "amplifiers", "Campbell", "active", 800, 70, more={
        "offers": ["op-amps, nothing but op-amps"], "knows": ["Otto", "Gideon"], "aliases": ["Rasmus Eklof"]}),
    P("Soledad Marchetti", "she/her", QUI, "chargers", "Cupertino", "active", 450, 90, more={"offers": ["battery lore"]}),
    P("Haruka Idemitsu-Grant", "she/her", BRA, "mixers", "San Jose", "listener", 300, groups=("lab",)),
    P("Nikhil Balasubramaniam", "he/him", FOX, "verification", "Milpitas", "listener", 210, more={"aliases": ["Nikhil B."]}),
    P("Emeka Lindgren", "he/him", PEP, "reliability", "Newark", "listener", 510, more={"offers": ["ageing models"]}),
    P("Theodora Vlachou", "she/her", OWN, "patent agent", "Palo Alto", "listener", 440, more={"bridges_to": ["patent people"]}),
    P("Jun-ho Baek", "he/him", SLOW, "clocks", "Menlo Park", "listener", 190, groups=("layout",)),
    P("Cressida Vane", "she/her", HAL, "test", "Hayward", "listener", 400, groups=("lab",), more={"offers": ["test time, in dollars"]}),
    P("Matteo Brunelleschi-Park", "he/him", RED, "serial links", "Mountain View", "sometimes", 275),
    P("Farouk Benali", "he/him", QUI, "isolators", "San Jose", "sometimes", 610, more={"contact_ok": False}),
    P("Annelise Torvik", "she/her", TERN, "packaging", "Sunnyvale", "sometimes", 360),
    P("Ravi Chowdhury-Stone", "he/him", BRA, "antenna switches", "Gilroy", "sometimes", 470),
    P("Ximena Arrieta", "she/her", FOX, "input and output", "Santa Clara", "sometimes", 240, groups=("layout",)),
    P("Hollis Greer", "they/them", PEP, "lidar receivers", "Fremont", "sometimes", 220),
    P("Vivek Ramaswami-Cole", "he/him", HAL, "references", "Palo Alto", "listener", 580),
    P("Sunniva Dahl", "she/her", SLOW, "low power", "Redwood City", "sometimes", 170),
    P("Ezekiel Amadi", "he/him", RED, "substrate noise", "Mountain View", "active", 150, groups=("layout",), more={
        "introduced_by": "Marisol", "offers": ["substrate models"]}),
    P("Kateryna Bondarenko", "she/her", QUI, "converters, the other kind", "Cupertino", "active", 165, groups=("lab",)),
    P("Leopold Fenwick", "he/him", OWN, "retired", "Saratoga", "listener", 900, more={
        "level_override": {"level": "core", "reason": "keeps the archive, and everybody rings him", "until": -150},
        "offers": ["how it was done with tape and knives"], "mail": False, "phone": "+1 408 555 0190"}),
    P("Mehmet Yıldırım", "he/him", BRA, "couplers", "San Jose", "rare", 490, more={"aliases": ["Mehmet Yildirim"]}),
    P("Tallulah Beaumont", "she/her", FOX, "program office", "Santa Clara", "rare", 380, more={
        "roles": [("sponsor", 380)], "contact_every_days": 90}),
    P("Arjun Devarakonda", "he/him", TERN, "delay lines", "Sunnyvale", "sometimes", 410),
    P("Birgitta Sandström", "she/her", HAL, "audio", "Palo Alto", "sometimes", 530),
    P("Cuauhtémoc Salinas", "he/him", PEP, "magnetics", "Union City", "sometimes", 315, more={"aliases": ["Temo Salinas"]}),
    P("Delphine Arquette-Moss", "she/her", RED, "clocking", "Los Altos", "rare", 285),
    P("Ignatius Obi", "he/him", QUI, "soft start", "Cupertino", "gone", 760, 490),
    P("Jacinta Maro", "she/her", SLOW, "lab manager", "Menlo Park", "listener", 260, groups=("lab",)),
    P("Konstantin Weissberg", "he/him", FOX, "electrostatic discharge", "Santa Clara", "sometimes", 620, groups=("layout",), more={"offers": ["dead parts and why"]}),
    P("Lakshmi Venkataraghavan", "she/her", TERN, "jitter", "Sunnyvale", "sometimes", 340),
    P("Mordecai Flint", "he/him", BRA, "filters", "San Jose", "gone", 680, 260, more={
        "status": "left", "left_on": 255, "left_reason": "moved to Austin and began a diagram night there"}),
    P("Noor Rahmani", "she/her", PEP, "temperature sensors", "Fremont", "gone", 460, 190, more={
        "status": "left", "left_on": 185, "left_reason": "teaches now; sends us her students"}),
    P("Oyelaran Bright", "he/him", HAL, "data converters", "Palo Alto", "gone", 740, 300, more={
        "status": "paused", "paused_on": 120, "paused_until": -60, "notes": [(120, BY, "Two tape-outs at once. He asked for peace until the second one is back.")]}),
    P("Petra Jankowiak", "she/her", RED, "electromagnetics", "Mountain View", "gone", 840, 520, more={"offers": ["field solvers"]}),
    P("Sebastián Urrutia", "he/him", FOX, "bias", "Milpitas", "new", 83, more={"found_us": "林志明", "introduced_by": "林志明"}),
    P("Ottilie Krantz", "she/her", BRA, "synthesizers", "San Jose", "new", 66, groups=("lab",), more={"found_us": "a bet"}),
    P("Hyun-woo Sohn", "he/him", HAL, "data converters", "Palo Alto", "new", 55, more={"found_us": "Gideon's slides"}),
    P("Amrita Dasgupta-Lane", "she/her", QUI, "power management", "Cupertino", "new", 50, more={"introduced_by": "Parvati", "knows": ["Parvati"], "onboarding": {"welcome": 49}}),
    P("Ravn Mikkelsen", "he/him", TERN, "oscillators", "Sunnyvale", "new", 38, more={"found_us": "heard us through the wall"}),
    P("Beatriz Fontoura", "she/her", "state university", "doctoral student", "San Jose", "new", 30, groups=("lab",), more={"found_us": "Noor's class", "seeks": ["measured data that disagrees with the paper"]}),
    P("Cormac Adebayo", "he/him", PEP, "sensor front ends", "Fremont", "new", 22),
    P("Ilse Van Rompuy-Diaz", "she/her", RED, "verification", "Mountain View", "new", 15),
    P("Silas Okonkwo-Byrne", "he/him", "state university", "student", "San Jose", "new", 6, more={"found_us": "Noor's class"}),
    P("Professor Henrietta Moss", "she/her", "Coyote Hills Institute", "", "Fremont", "guest", None, more={"status": "guest", "tags": ["critic"]}),
    P("Bao Trinh", "he/him", "Larkspur Foundry", "process", "Hsinchu", "guest", None, more={"status": "guest", "tags": ["foundry"]}),
    P("Guillermo Stahl", "he/him", "Copperline Test", "", "San Leandro", "guest", None, more={"status": "prospect"}),
)


def fill() -> Book:
    book = Book("circuit-designers", MADE_ON)
    book.manners |= {
        "core": (0.88, 0.8), "active": (0.66, 0.36), "listener": (0.26, 0.0), "sometimes": (0.12, 0.1),
        "new": (0.62, 0.2), "gone": (0.6, 0.4),
    }
    d = book.day
    book.add("community", {
        "name": "Diagram night",
        "domain": "Analog and mixed-signal integrated circuits: how they are drawn, laid out, measured and blamed.",
        "purpose": "Bring a diagram that bothers you. Leave with a better one, or with a better reason for yours.",
        "audience": "Designers, layout people and testers of the valley, whoever pays them.",
        "character": "Loud. The chalk goes to whoever disagrees. We insult the circuit, never the person, and thank"
                     " whoever was right by drawing their version. A quiet night is a bad sign.",
        "signs": ["someone changed their mind at the board", "a stranger improved a schematic",
                  "the loudest of us lost an argument", "we were asked to leave the room"],
        "words": {"excitement": "I could not wait to interrupt.", "relevance": "I have this problem on my desk.",
                  "value": "I will draw it differently tomorrow."},
        "spark": "passion", "stage": "maturing", "stage_since": d(560),
        "stage_note": "More people than chairs. The chalk does not go round as it did.",
        "stage_history": [
            {"stage": "potential", "since": d(1000), "note": "An argument in a car park that needed a wall to draw on."},
            {"stage": "coalescing", "since": d(930)}, {"stage": "maturing", "since": d(560)}],
        "founded_on": d(1000), "time_zone": "America/Los_Angeles",
        "sponsor_reported_on": d(270), "charter_url": "https://diagrams.example.com/charter", "charter_reviewed_on": d(455),
        "breaks": [
            {"from": d(690), "to": d(676), "why": "holidays"},
            {"from": d(498), "to": d(485), "why": "tape-out fortnight: nobody sleeps, nobody meets"},
            {"from": d(326), "to": d(312), "why": "holidays"},
            {"from": d(134), "to": d(121), "why": "tape-out fortnight: nobody sleeps, nobody meets"},
            {"from": d(-39), "to": d(-53), "why": "holidays"}],
    })
    book.member_list(PEOPLE, "example.com", "408")
    book.tables["community"][1]["sponsor"] = book.who("Tallulah")
    book.sprinkle("interests", (
        "phase noise", "comparators", "substrate noise", "matching", "calibration", "regulators", "start-up circuits",
        "jitter", "measurement", "layout automation", "low power", "references", "serial links", "old parts"), 0.75, 3)
    book.sprinkle("offers", (
        "bench time", "a spectrum analyser, weekends", "scripts", "a probe station story", "reading your netlist", "strong coffee"), 0.25, 1)
    book.sprinkle("seeks", (
        "a second opinion before tape-out", "silicon that agrees with the model", "a layout partner", "a job, quietly",
        "someone to share a shuttle run with", "honest noise figures"), 0.35, 1)
    book.say_how_found(("a colleague", "an argument at a conference", "the wall chart", "a photograph of the board", "a recruiter, oddly"), 0.35)
    book.acquaint(0.25)
    _topics(book)
    _events(book)
    _rest(book)
    return book


def _topics(book: Book) -> None:
    t = book.topic
    t("ground", "There is no such thing as ground", "debate", "open", 420, proposer="Otto", stewards=["Otto"], edge=True, origin="inside",
      interested=["Gideon", "Marisol", "Ezekiel"], positions=["Return currents are all there is", "Draw the symbol and move on"],
      next_step="Otto measures, Gideon predicts, loser buys")
    t("comparator", "The comparator that decides twice", "problem", "open", 70, proposer="Setiawan", stewards=["Gideon"],
      interested=["Hyun-woo", "Bertrand", "Cressida"], interests=["comparators"], next_step="Bring the layout this time")
    t("ldo", "A regulator stable with any capacitor at all", "debate", "open", 190, proposer="Parvati", stewards=["Parvati"], edge=True,
      interested=["Kateryna", "Dmitri"], interests=["regulators"], positions=["Any capacitor is a marketing word", "It can be done; I did it"],
      assumptions=["Nobody solders a tantalum any more"], tested_by="Philippa's box of customer boards")
    t("aging", "Does anyone believe the ageing models?", "question", "proposed", 240, proposer="Emeka", origin="inside", interested=["Emeka", "Farouk"])
    t("startup", "Start-up circuits that start", "practice", "done", 380, proposer="Bertrand", stewards=["Bertrand"], closed_on=150,
      outcome="A wall chart of nineteen ways not to start. It hangs in four companies.")
    t("guard", "Guard rings: science or superstition?", "debate", "open", 160, proposer="Marisol", stewards=["Marisol"], edge=True,
      interested=["Ezekiel", "Tadeusz", "Konstantin"], interests=["guard rings", "substrate noise"], positions=["Science, if you know where the current goes", "Superstition, and I always add two"])
    t("spurs", "Spurs that only show on Tuesdays", "case", "open", 120, proposer="Reza", stewards=["Reza"], confidential=True, code="case 7",
      interested=["Otto", "Aoife"], next_step="Log the air conditioning")
    t("respin", "The respin nobody talks about", "case", "done", 330, confidential=True, code="case 5", proposer="Dmitri", stewards=["Parvati"], closed_on=210,
      outcome="One check added to the list before tape-out; the company stays unnamed.")
    t("leak", "Femtoamps in a humid valley", "problem", "open", 145, proposer="نرگس صادقی", stewards=["نرگس صادقی"], interested=["Otto", "Hollis"])
    t("mlayout", "Layout by machine", "tool", "open", 105, origin="outside", proposer="Lorcan", edge=True, interested=["Marisol", "Tadeusz", "Ximena", "Jun-ho"], interests=["layout automation"],
      positions=["It places like a tourist parks", "So did you, in your first year"], assumptions=["Matching can be written down"])
    t("jitter", "Whose jitter is it anyway?", "question", "open", 112, proposer="Kavya", stewards=["Kavya", "Aoife"], interested=["Lakshmi", "Wen"], interests=["jitter", "phase noise"])
    t("crystal", "Crystals and the lies in their data sheets", "problem", "proposed", 60, proposer="Chidi", interested=["Ravn", "Wen"])
    t("signs", "One drawing style to rule us all", "project", "dropped", 430, proposer="Theodora", closed_on=300, outcome="We argued about arrowheads for two hours and kept all of them.")
    t("teaching", "How to teach analog to people who grew up digital", "practice", "open", 175, proposer="Noor", origin="inside", interested=["Beatriz", "Leopold", "Yuki"])
    t("kickback", "Kickback, and who pays for it", "problem", "done", 290, proposer="Gideon", stewards=["Gideon"], closed_on=118, outcome="Drawn seven ways. The sixth is now in two products.")
    t("bench", "A bench for everyone", "project", "scheduled", 210, proposer="Jacinta", stewards=["Otto", "Jacinta"], interested=["Beatriz", "Cressida"], next_step="Insurance for the garage")
    t("review", "Reviews that hurt the circuit and not the person", "practice", "open", 455, proposer="Ingrid", stewards=["Ingrid"],
      links=["https://diagrams.example.com/review-rules"], interested=["Aoife", "Setiawan"])
    t("esd", "Dead on arrival: discharge in the field", "problem", "parked", 340, proposer="Konstantin", closed_on=160, outcome="")
    t("offset", "Calibrate or match?", "debate", "done", 520, proposer="Gideon", stewards=["Gideon", "Marisol"], closed_on=260, edge=True,
      outcome="Calibrate, said the vote; match, said the silicon.")
    t("sub", "The substrate is listening", "problem", "open", 48, proposer="Ezekiel", stewards=["Ezekiel"], interested=["Marisol", "Otto"], interests=["substrate noise"])
    t("corner", "Which corners do we still believe in?", "question", "open", 33, proposer="林志明", interested=["Nikhil", "Bertrand"])
    t("gm", "Design by table, design by feel", "debate", "open", 47, proposer="Hyun-woo", edge=True, interested=["Gideon", "Setiawan", "Amrita"],
      positions=["The table knows more than you", "The table has never met a customer"])
    t("open", "Open process kits: toy or threat?", "debate", "open", 126, origin="outside", proposer="Theodora", edge=True, interested=["Beatriz", "Lorcan", "Silas"])
    t("burn", "Boards that burned and what they taught", "practice", "done", 600, proposer="Zoltán", stewards=["Zoltán"], closed_on=400, outcome="A shelf of charred parts and a page to each.")
    t("meas", "Averages hide everything", "question", "open", 30, proposer="Otto", stewards=["Otto"], interested=["Beatriz", "Cressida"])
    t("sponsor", "What a night of argument is worth", "question", "proposed", 130, origin="sponsor", interested=["Tallulah", "Ingrid"])


def _events(book: Book) -> None:
    usual = ("offset", "burn", "startup", "kickback", "ground", "esd", "ldo", "guard", "leak", "review", "teaching", "signs", "bench")
    nights = {
        0: {"topics": ["comparator", "gm"], "hosts": ["Gideon"], "format": "design review", "mood": "exciting",
            "summary": "It decides twice because it is asked twice. Hyun-woo's table lost to Gideon's feel by one millivolt; rematch wanted.",
            "marks": {"Gideon": "s", "Setiawan": "s", "Hyun-woo": "s", "Aoife": "s", "Rasmus": "-", "Soledad": "-", "Ilse": "x", "Cormac": "x", "Ravn": "-"}},
        1: {"topics": ["sub", "guard"], "hosts": ["Gideon"], "format": "debate", "mood": "exciting", "notes_after": 9,
            "summary": "Guard rings: nineteen for science, twenty-two for superstition, all of them will keep drawing two.",
            "marks": {"Ezekiel": "s", "Marisol": "s", "Gideon": "s", "Rasmus": "-", "Soledad": "-", "Beatriz": "x"}},
        2: {"topics": ["mlayout"], "hosts": ["Gideon"], "speakers": ["Bao"], "format": "debate", "mood": "exciting", "crowd": 1.2,
            "outside_guests": [{"name": "Bao Trinh", "organisation": "Larkspur Foundry"}], "notes_after": 6,
            "summary": "The machine placed a current mirror across a fold. Silence, then applause, then shouting.",
            "marks": {"Marisol": "s", "Tadeusz": "s", "Lorcan": "s", "Rasmus": "-", "Soledad": "-"}},
        3: {"topics": ["ldo"], "hosts": ["Parvati"], "format": "design review", "notes_after": 2,
            "summary": "Stable with eleven of Philippa's twelve boards. The twelfth is a museum piece, says Parvati.",
            "marks": {"Parvati": "s", "Philippa": "s", "Rasmus": "-", "Soledad": "-"}},
        4: {"topics": ["jitter", "spurs"], "hosts": ["Gideon"], "format": "design review", "mood": "exciting",
            "marks": {"Kavya": "s", "Reza": "s", "Rasmus": "x", "Soledad": "-"}},
        5: {"topics": ["comparator"], "hosts": ["Gideon"], "format": "round table", "notes_after": 12, "marks": {"Setiawan": "s", "Rasmus": "s", "Soledad": "x"}},
        6: {"topics": ["ground"], "hosts": ["Otto"], "format": "debate", "mood": "exciting", "marks": {"Soledad": "s", "Rasmus": "s"},
            "outside_guests": [{"name": "Professor Henrietta Moss", "organisation": "Coyote Hills Institute"}], "speakers": ["Professor Henrietta Moss"],
            "summary": "She called our favourite circuit a superstition with a bill of materials. Standing ovation."},
        7: {"topics": ["open"], "hosts": ["Lorcan"], "format": "debate", "mood": "exciting", "notes_after": 3, "marks": {"Rasmus": "s", "Soledad": "x"}},
        8: {"topics": ["kickback"], "hosts": ["Gideon"], "format": "design review", "notes_after": 4, "marks": {"Soledad": "s"}},
        9: {"topics": ["leak"], "hosts": ["نرگس صادقی"], "format": "demo", "mood": "exciting", "notes_after": 2},
        10: {"topics": ["ldo"], "hosts": ["Parvati"], "format": "debate", "notes_after": 8},
        11: {"topics": ["startup"], "hosts": ["Bertrand"], "format": "talk", "notes_after": 1},
        12: {"topics": ["review"], "hosts": ["Ingrid"], "format": "workshop", "notes_after": 1},
        13: {"topics": ["kickback"], "hosts": ["Reza"], "format": "design review"},
    }
    for place in range(6):
        nights[place]["voice"] = 0.35
    older = ("Gideon", "Otto", "Parvati", "Gideon", "Reza", "Marisol", "Zoltán", "Ingrid")
    for place in range(14, 54):
        host = older[place % 8]
        late = (book.people[book.who(host)].joined or 0) < 7 + 14 * place
        nights[place] = {"hosts": ["Gideon" if late else host], "notes_after": (2, 7, None, 4)[place % 4]}
    night = {"kind": "community call", "space": "public", "place": "Slow Clock Labs, the room with the long board"}
    book.series(Series(
        "Diagram night", "Diagram night", 14, 7, 7 + 14 * 53, "18:00", "20:30", night,
        ("design review", "debate", "design review", "round table", "demo"),
        cancelled={14: "The room was given to a product launch. We drew on their cake boxes instead, unofficially.",
                   33: "Power cut. An irony lost on nobody."},
        moved={2: 7, 3: 7, 5: -7, 9: 7, 17: 7, 22: -7, 30: 7},
        moods=dict.fromkeys(range(15, 54, 4), "exciting")), nights, usual)
    book.series(Series(
        "Layout clinic", "Layout clinic", 28, 13, 13 + 28 * 20, "12:00", "13:00",
        {"kind": "working session", "space": "members", "place": "Redtail Mixed Signal, canteen"}, ("design review", "case clinic"),
        group="layout", cancelled={5: "Marisol had a tape-out and we had no Marisol."}),
        {place: {"hosts": ["Marisol"] if place % 4 else ["Tadeusz"], "topics": [("guard", "sub", "mlayout", "guard")[place % 4]] if place < 4 else [],
                 "notes_after": 1} for place in range(21)}, ())
    book.series(Series(
        "Garage lab", "Garage lab", 42, 25, 25 + 42 * 11, "10:00", "13:00",
        {"kind": "working session", "space": "members", "place": "Otto's garage, mind the step"}, ("demo", "workshop"), group="lab",
        moods={0: "exciting", 4: "exciting"}),
        {0: {"hosts": ["Otto"], "topics": ["meas"], "summary": "The ground moved forty millivolts. Otto was insufferable."},
         **{place: {"hosts": ["Otto"], "topics": ["leak"] if place == 2 else []} for place in range(1, 12)}}, ())
    for ago, title, kind, format_, mood, given in (
        (700, "First anniversary: worst diagram of the year", "social", "open space", "exciting", {"hosts": ["Gideon"], "crowd": 0.9}),
        (448, "Renewal: who gets the chalk?", "renewal", "open space", "exciting",
         {"hosts": ["Ingrid"], "crowd": 1.3, "notes_after": 2, "topics": ["review"], "summary": "New rule: whoever drew last does not draw next. It held for a month."}),
        (372, "Walk through a test floor", "visit", "demo", "exciting",
         {"hosts": ["Cressida"], "crowd": 0.5, "outside_guests": [{"name": "Guillermo Stahl", "organisation": "Copperline Test"}]}),
        (272, "Larkspur Foundry comes to us", "visit", "talk", "exciting",
         {"hosts": ["Ingrid"], "speakers": ["Bao"], "crowd": 0.9, "notes_after": 3, "outside_guests": [{"name": "Bao Trinh", "organisation": "Larkspur Foundry"}]}),
        (194, "Training: reading a layout in an hour", "training", "workshop", "familiar", {"hosts": ["Marisol"], "crowd": 0.45, "notes_after": 2}),
        (103, "Renewal: more people than chairs", "renewal", "open space", "exciting",
         {"hosts": ["Ingrid"], "crowd": 1.35, "notes_after": 14, "summary": "Wishes: a bench, a second room, a quiet corner for those who think before they shout."}),
        (40, "Public debate: calibrate or match, ten years on", "social", "debate", "exciting",
         {"hosts": ["Gideon"], "speakers": ["Marisol"], "crowd": 0.8, "space": "public",
          "outside_guests": [{"name": "Hanne Dyrborg", "organisation": "Larkspur Foundry"}, {"name": "Professor Henrietta Moss", "organisation": "Coyote Hills Institute"}]}),
    ):
        topics = [book.keys[key] for key in given.pop("topics", ())]
        book.held({"title": title, "starts_at": f"{book.day(ago)}T17:00", "ends_at": f"{book.day(ago)}T20:00", "kind": kind, "format": format_,
                   "mood": mood, "space": "members", "place": "Slow Clock Labs", "topics": topics}, ago, given)
    book.upcoming(night | {"title": "Diagram night", "status": "confirmed", "series": "Diagram night", "format": "debate", "mood": "exciting", "hosts": ["Gideon"],
                           "topics": ["gm", "corner"], "agenda": "Rematch: table against feel. Then corners, with coins to throw.",
                           "rsvp": {"Gideon": "yes", "Hyun-woo": "yes", "Aoife": "yes", "Silas": "yes", "Ilse": "yes", "Rasmus": "no", "Soledad": ""}},
                  7, "18:00", "20:30", 0.8)
    book.upcoming({"title": "Layout clinic", "status": "planned", "series": "Layout clinic", "format": "design review", "kind": "working session", "space": "members",
                   "hosts": ["Marisol"], "topics": ["sub"], "place": "Redtail Mixed Signal, canteen", "group": "layout"}, 15, "12:00", "13:00", 0.6)
    book.upcoming({"title": "Garage lab", "status": "planned", "series": "Garage lab", "format": "demo", "kind": "working session", "space": "members", "hosts": ["Otto"],
                   "topics": ["bench"], "place": "Otto's garage, mind the step", "group": "lab"}, 17, "10:00", "13:00", 0.7)
    book.upcoming(night | {"title": "Diagram night", "status": "idea", "series": "Diagram night", "topics": ["crystal"]}, 21, "18:00", "20:30", 0.1)
    book.explain_absences("Diagram night", ("Rasmus", "Soledad", "Petra", "Ignatius", "Noor", "Oyelaran"))
    for other in ("Layout clinic", "Garage lab"):
        book.explain_absences(other, ())
    book.touch_topics()
    book.pulses("Diagram night", 24, {"coordinator": (3.4, 3.2, 2.5), "member": (3.3, 2.8, 2.4), "visitor": (3.4, 2.2, 2.0)}, 0.02,
                ("someone changed their mind at the board", "a stranger improved a schematic", "the loudest of us lost an argument", "we were asked to leave the room"),
                {0: ("Good fight. Same three people.", "I had the answer and could not get a word in."), 1: ("Best night in months.",),
                 2: ("I laughed, then I checked my own layout.", "Too many chairs short."), 3: ("For once I saw the end of a derivation.",),
                 6: ("More strangers like her, please.",)})


def _rest(book: Book) -> None:
    book.touches((
        (390, "Ingrid", ["Theodora"], "call", "welcome", "Not a designer, knows what designers own."),
        (300, "Ingrid", ["Lorcan"], "in person", None, "May we have the long board on Wednesdays? We may."),
        (270, "Ingrid", ["Tallulah"], "in person", None, "She asks what a night of argument is worth."),
        (270, "Ingrid", ["Tallulah"], "in person", "worry", "Who pays for the room if half of you work for someone else?"),
        (255, "Ingrid", ["Mordecai"], "call", "thanks", "Off to Austin, with our chalk."),
        (185, "Ingrid", ["Noor"], "mail", "thanks", "Thanked her for eight students in advance."),
        (160, "Gideon", ["Kateryna"], "in person", "introduction", "To Parvati: they disagree on everything and carpool now.", {"topic": "ldo"}),
        (150, "Marisol", ["Ezekiel"], "in person", "welcome", "He apologised for the substrate. Hired for the clinic."),
        (120, "Ingrid", ["Oyelaran"], "chat", None, "Two tape-outs. Leave him in peace."),
        (95, "Ingrid", ["Jacinta", "Otto"], "mail", "introduction", "A bench needs a lab manager.", {"topic": "bench"}),
        (49, "Parvati", ["Amrita"], "in person", "welcome", "Same aisle; came together."),
        (34, "Ingrid", ["Gideon"], "call", None, "Would he share the chalk? If somebody asks for it."),
        (20, "Ingrid", ["Aoife"], "chat", None, "Interrupted four times. Would open a debate, if nobody else may speak for five minutes."),
        (12, "Ingrid", ["Gideon"], "in person", None, "He would hand over the dates first."),
        (6, "Otto", ["Beatriz"], "in person", None, "Lent her the good probe.", {"topic": "meas"}),
    ))
    book.actions((
        (448, "Ingrid", "write the rule of the chalk on the board itself", 440, 437, []),
        (270, "Tallulah", "ask facilities for the long board in writing", 240, 236, []),
        (270, "Ingrid", "tell Tallulah what one night saved", 240, None, ["Tallulah"]),
        (272, "Bertrand", "print the start-up wall chart", 240, 226, []),
        (168, "Parvati", "lend Kateryna the stability notes", 160, 158, ["Kateryna"]),
        (150, "Gideon", "seven drawings of kickback on one sheet", 125, 119, []),
        (140, "Konstantin", "photograph the dead parts", 110, 95, []),
        (136, "Philippa", "two customers who would tell us what they really do", 112, 88, []),
        (103, "Ingrid", "look for a second room", 75, None, [], {"event": ("Diagram night", 7)}),
        (103, "Jacinta", "price a bench for everyone", 80, 61, []),
        (98, "Theodora", "two pages on open process kits", 84, None, [], {"state": "dropped"}),
        (77, "Otto", "measure ground at both ends of the long board", 56, 25, [], {"event": ("Diagram night", 6)}),
        (63, "Reza", "log the air conditioning for two weeks", 42, None, [], {"event": ("Diagram night", 4)}),
        (63, "Setiawan", "bring the comparator's layout", 28, 7, [], {"event": ("Diagram night", 5)}),
        (50, "Parvati", "show Amrita where the coffee is", 48, 49, ["Amrita"]),
        (49, "Philippa", "find the twelfth board's owner", 30, None, [], {"event": ("Diagram night", 3)}),
        (42, "Ingrid", "write up the night with Larkspur", 38, 36, [], {"event": ("Diagram night", 2)}),
        (21, "Ezekiel", "a substrate model that anyone can run", -10, None, [], {"event": ("Diagram night", 1)}),
        (21, "Marisol", "count guard rings in five old layouts", -1, None, [], {"event": ("Diagram night", 1)}),
        (7, "Hyun-woo", "a table for the rematch", -6, None, [], {"event": ("Diagram night", 0)}),
        (7, "Ingrid", "write to the foundry about a shared shuttle", -14, None, [], {"event": ("Diagram night", 0)}),
        (7, "Gideon", "name the next three dates", -3, None, []),
    ))
    book.asks((
        (410, "林志明", "Who has a deck for noise in switched circuits that converges?", ["Gideon"], 1, 4, None),
        (300, "Bertrand", "Show me a start-up circuit that failed in the cold", ["Dmitri", "Gideon"], 0, 20, "startup"),
        (220, "Yuki", "Does anybody match across a seam?", ["Marisol"], 11, 15, None),
        (140, "نرگس صادقی", "What do you clean boards with, really?", ["Otto"], 2, 30, "leak"),
        (110, "Kavya", "A jitter budget I may quote?", ["Aoife"], 9, 28, "jitter"),
        (84, "Reza", "Does your lab have spurs on Tuesdays?", ["Otto", "Wen"], 1, None, "spurs"),
        (68, "Setiawan", "Why does my comparator decide twice?", ["Gideon"], 0, 61, "comparator"),
        (52, "Chidi", "A crystal model measured by someone who owns a crystal", [], None, None, "crystal"),
        (45, "Hyun-woo", "Who else designs from tables?", ["Setiawan"], 12, None, "gm"),
        (36, "Cressida", "Can anyone shorten a linearity test below a second?", ["Gideon"], 15, None, None),
        (29, "Beatriz", "Measured data that disagrees with a paper?", ["Otto"], 3, 23, "meas"),
        (24, "Nikhil", "Which corner kills your amplifier first?", [], None, None, "corner"),
        (15, "Ravn", "May I come to the garage without a circuit?", [], None, None, None),
        (8, "Jun-ho", "Second pair of eyes on a clock spine, before Friday", ["Tadeusz"], 1, 3, None),
    ))
    book.stories((
        {"key": "kick1", "on": 280, "text": "Gideon drew our input stage wrong on purpose and I saw the charge go backwards.", "teller": "Kavya", "cycle": "immediate", "topic": "kickback", "tone": "good", "consent": "public"},
        {"key": "kick2", "on": 230, "text": "The sixth drawing is the one: a switch where nobody puts one.", "teller": "Gideon", "cycle": "potential", "previous": "kick1", "topic": "kickback", "tone": "good", "consent": "public"},
        {"key": "kick3", "on": 130, "text": "We taped it out.", "teller": "Setiawan", "cycle": "applied", "previous": "kick2", "topic": "kickback", "tone": "good", "consent": "core"},
        {"key": "kick4", "on": 38, "text": "Silicon is back: no respin. The last part in this line had two.", "teller": "Setiawan", "cycle": "realised", "previous": "kick3", "topic": "kickback", "tone": "good", "consent": "core", "measure": {"value": 1, "unit": "respin avoided"}, "certainty": "60%", "confirmed_by": "Gideon", "share_due": -10},
        {"key": "start1", "on": 240, "text": "Nineteen ways not to start, on one wall chart.", "teller": "Bertrand", "cycle": "potential", "topic": "startup", "tone": "good", "consent": "public"},
        {"key": "start2", "on": 105, "text": "Found number eleven in my own bandgap, a week before tape-out.", "teller": "Yuki", "cycle": "applied", "previous": "start1", "topic": "startup", "tone": "good", "consent": "public"},
        {"key": "start3", "on": 62, "text": "That bandgap starts at minus forty. The old one needed a hair dryer.", "teller": "Yuki", "cycle": "realised", "previous": "start2", "topic": "startup", "tone": "good", "consent": "public", "measure": {"value": 40, "unit": "degrees of margin"}, "confirmed_by": "Bertrand"},
        {"on": 205, "text": "A check that was born here stopped a mask set.", "teller": "Dmitri", "cycle": "realised", "topic": "respin", "tone": "good", "consent": "private", "measure": {"value": 90000, "unit": "dollars of masks"}, "certainty": "likely"},
        {"on": 75, "text": "I stopped drawing the ground symbol for a week. My amplifier improved and my marriage did not.", "teller": "Zoltán", "cycle": "applied", "topic": "ground", "tone": "good", "consent": "public"},
        {"on": 41, "text": "The machine's layout made me find a mistake in mine.", "teller": "Tadeusz", "cycle": "immediate", "topic": "mlayout", "event": ("Diagram night", 2), "tone": "good", "consent": "public"},
        {"on": 19, "text": "I came to ask one thing and left without asking it.", "teller": "Haruka", "cycle": "immediate", "event": ("Diagram night", 1), "tone": "bad", "consent": "private"},
        {"on": 6, "text": "He was right about the millivolt. I have told nobody else.", "teller": "Hyun-woo", "cycle": "immediate", "topic": "gm", "event": ("Diagram night", 0), "tone": "good", "consent": "core"},
    ))
    book.contributions((
        (226, "Bertrand", "posted", "startup"), (140, "Gideon", "posted", "kickback"), (97, "Otto", "posted", "ground"),
        (81, "Gideon", "posted", "comparator"), (64, "Reza", "posted", "spurs"), (44, "Gideon", "posted", "ldo"),
        (35, "Parvati", "posted", "ldo"), (24, "Otto", "posted", "meas"), (16, "Gideon", "posted", "sub"), (5, "Gideon", "posted", "gm"),
    ))
    book.library((
        (240, "Nineteen ways not to start", "page", "https://example.org/circuits/start-up", "startup", "Bertrand", 90, (105, "Yuki", "her own bandgap, before tape-out")),
        (500, "Check list before tape-out", "template", "https://example.org/circuits/tape-out", "respin", "Dmitri", None),
    ))
    book.yearly((
        (1, "member", "4432434314"), (1, "member", "4331334223"), (1, "member", "4422434324"), (1, "member", "3432443434"),
        (0, "member", "4321434213"), (0, "member", "4432444324"), (0, "member", "3310323112", "Four people speak."),
        (0, "member", "4421434323"), (0, "member", "4322333212"),
    ))
    book.questions((
        (220, "Why does it start on the bench and not in the chamber?", "question", "last round", "startup", "Yuki"),
        (25, "Who still measures noise by hand?", "gap", "next round", "", "Otto"),
    ))

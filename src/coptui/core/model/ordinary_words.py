"""Words that mean something else as well as someone: they are never changed in a sentence unseen.

Beside the commonest words of English these are words people are named after: months, flowers,
colours, virtues, trades, animals, places. A word of another language is recognised by being written
in lower case somewhere in the file (`coptui.core.forgetting.elsewhere`).
"""

from __future__ import annotations

COMMON = frozenset(
    """
    ipad iphone android galaxy tablet laptop desktop macbook chromebook zoom teams admin user
    a able about above across after again against age ago all almost alone along already also always
    am among an and another any anybody anyone anything are area around as ask asked at away back bad
    be became because become been before began begin behind being below best better between big both
    bring but by call called came can cannot case change circle city close come community could
    country course cut day days did different do does done down draft during each early east easy
    eight either else email end enough even event events ever every everybody everyone everything
    example eye face fact family far feel few field file find first five follow for form found four
    free friend from front full gave general get give given go goes gone good got great group grow
    guest guests had half hand hard has have he head hear held help her here high him his home hour
    house how however i idea if important in inside into is it its itself job just keep kind knew
    know known large last late later lead learn least leave left less let life light like line
    little live local long look lost lot low made mail main make man many matter me mean meet meeting
    member members men might mind minute more morning most move much must my myself name named names
    near need never new next nice night nine no nobody none nor north not note notes nothing now
    number of off office often old on once one only onto open or order other others our out outside
    over own page part past people perhaps person phone place plan play point possible present
    problem public put question quiet quite ran rather read real really rest right role room round
    run said same saw say second see seem seen send sent set seven several shall she short should
    show side since six small so some somebody someone something soon south space speak spoke stand
    start state stay step still stop story such sure table take talk team tell ten than that the
    their them then there these they thing things think third this those though thought three
    through time to today together told tomorrow too took top toward town true try turn two under
    until up upon us use used user very view visit visitor voice walk want was watch way we week well
    went were west what when where whether which while who whole whom whose why wide will wish with
    within without woman women word work world would write year years yes yesterday yet you young
    your zoom

    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    mon tue wed thu fri sat sun spring summer autumn winter easter christmas noel dawn eve midday

    ace alma amber amity angel ash aspen aster autumn basil bay bea belle berry bill blossom blue
    bonny brandy breeze briar bright brook brooke brown buck bud buddy candy carol chance charity
    chase chip clay cliff clover colt constance coral cory crystal daisy dale dana dean dee desiree
    destiny dick dolly don dot drew dusty earl ebony echo eden ember eve faith fay fern fleur flora
    florence forest forrest fox frank gale gem gene genesis ginger glen gloria grace grant gray green
    grey guy guy hank harmony harry hazel heath heather heaven holly honey hope hunter iris ivory ivy
    jack jade jasmine jay jean jet jewel job joker jolly joy judge june juniper king kit kitty lance
    lane lark laurel lavender legend leo liberty lily link lily logan lotus love luck lucky mace
    magnolia maple marina mark marsh mars mason max melody mercedes mercy merit merry miles misty
    moon moss nick noble nova oak ocean olive opal orchid paige pansy paris pat patience pearl penny
    peony pepper peter phoenix pine piper poppy precious prince princess prudence rain raven ray red
    reed rich river rob robin rock rocky rod rose roses rosemary ruby rusty sage sally sandy sapphire
    scarlet scout serenity shade shell shine silver sky skye sol sonny star stella sterling stone
    storm sue sunny sunshine temperance terra theme thyme tiger topaz treasure tree trinity trip
    true valentine van verity victor victory vie viola violet virtue wade walker ward willow wolf
    woody wren young zen

    abbot archer bacon baker banks barber barn bass bates battle beach beard bell bench berry bird
    bishop black blake bloom bond bones book booth bowl bowman boys branch brand brewer bridge bridges
    brooks buckle bull burn burns bush butcher butler cable camp cannon cards carpenter carter case
    cash castle chambers chandler chapel chapman church churchill clark clarke clerk coach coal cole
    comb cook cooper corn cotton court cox crane cross crow crown curry dance daniels darling dash
    day deer dial dove drake dream drew dyer east elder ellis english farmer fields finch fine fish
    fisher fleet fletcher flood flowers flynn ford foreman foster fountain fowler franks freeman
    french frost fry fuller gamble garden gardener garland gates glass glover gold golden goldsmith
    good goose grand grove gunn hall ham hammer hand harbour hare harper hart harvest hawk hay hayes
    head heard hedge hill hills hogg holiday holland holly holmes hood hook hoover hope horn house
    hull hunt ireland iron jolly joiner judd keen keys kettle klein gross kurz lang schwarz weiss roth
    knight lake lamb land law lawn leader leaf lemon lion little lock long lord low mann mayor major
    marks marsh marshall martin mason masters may meadows miller mills mint moody moon moor moore
    morrow mountain mouse nail neal nest newman noon north novak nurse oakes page painter palmer park
    parker parks parson parsons peace peach peacock pepper perry pike pitt plant plum pole pond pool
    poor pope porter potter pound powers price priest prior proctor purple quick rabbit rains ram
    read reader reed reeves rice riders ring rivers road roads robinson rook root ross rule rush
    sadler sailor salmon salt sands savage sawyer seal sellers senior shaw shepherd sharp sheets
    shepard ships shore short silver simple singer skinner slater small smart smith snow south spark
    sparks spears speed spencer spicer spring stamp star stark steel steele stern steward stewart
    stock stocks stokes stone storey stout street strong summers swan swift sweet tailor tanner
    taylor teller temple thatcher thorn thorne tiller towers town travel travis trout trueman tucker
    turner tyler underwood vale valley vine wagner waite wall walls ware warner waters watts weaver
    webb weeks welch wells west wheeler white wilde wilder wills winter winters wise wood woods
    woodward wright yard yates young
    """.split()  # noqa: SIM905 - a list of a thousand lines would be read by no one
)

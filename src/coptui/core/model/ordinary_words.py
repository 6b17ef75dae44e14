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

NAMED_AFTER = COMMON | frozenset(
    """
    brought cc chased dear hello helped hey hi introduced invited joined lent mailed messaged met
    missed paid paired per phoned please rang re reminded showed texted thank thanked thanks via
    visited welcomed wrote

    aberdeen adelaide africa albany albion alexandria algeria america american amsterdam andes
    angola arab arabia aragon argentina arizona arlington armenia asia athens atlanta augusta austin
    australia austria avalon bali bangor barcelona bath bavaria bedford belfast berlin bermuda
    bethany bethlehem bolton bombay boston bradford brazil brighton bristol britain british briton
    britton brooklyn bruges brussels buckingham burgundy burma burton butte cairo calais calcutta
    california calvary cambridge camden canada canton capri carlisle carmel carolina casablanca
    castile catalan cayenne ceylon chad charleston charlotte chelsea cheshire chester chile china
    chinese christchurch cleveland clifford clifton clinton cologne colombia colorado columbia
    concord congo cordoba corfu corsica courtney coventry crete crimea croatia croydon cuba cyprus
    dakota dallas damascus dane danish darwin delhi delta denmark denver derby devon dorset dover
    dresden dublin dudley dundee durham dutch eastwood ecuador edinburgh egypt elba england eritrea
    essex estonia ethiopia eton europe everest everton exeter fiji finland finn finnish flanders
    france galilee galway gambia geneva genoa georgia german germany ghana gibraltar glasgow
    gloucester gordon granada greece greek grenada guernsey guinea hague haiti halifax hamburg
    hamilton hampton hanover harlem harrow hastings havana hawaii hereford hilton houston hudson
    hungary iceland ida india indian indiana indonesia iona iowa iran iraq irish islay israel
    italian italy jakarta jamaica japan japanese java jericho jersey jerusalem jewish jordan judea
    juneau kansas kashmir kelso kendal kent kenya kerry kiel kingston korea kosovo kuwait lancaster
    laos leeds leicester leith lima lincoln lisbon liverpool lombard london lorraine lourdes lucerne
    luton luxembourg lydia lyon madeira madison madras madrid maine malaga malawi malaysia mali
    malta manchester manila marseille mauritius mecca medina melbourne melrose memphis merton mexico
    miami milan milton monaco mongolia montana montreal morocco moscow munich nairobi namibia naples
    navarre nazareth neath nelson nepal nevada newark newport newton nigeria nile norfolk norman
    normandy norse northampton norton norway norwich nottingham oakland odessa ohio oman ontario
    oregon orkney orlando oslo oxford pacific pakistan palermo palestine panama paraguay parma perth
    peru pisa poland polish porto portugal potsdam prague preston quebec rama ravenna reading regina
    rhodes rhone richmond ripon roman romania rome rover rugby russia russian ryan salem salisbury
    samoa santiago savannah savoy saxon saxony scarborough scot scotland scots scott scottish selby
    senegal serbia severn seville shannon sheffield shelby siam siberia sicily sidney siena sierra
    silesia sinai slovak slovenia somalia somerset sorrento spain spanish stafford stanton stockton
    stratford sudan suffolk sunderland surrey sussex swansea swede sweden swedish swiss sydney syria
    syrian tahiti tanzania tasmania tennessee texas thai thailand theresa thirsk tibet toledo
    toronto torrance toulouse trent trenton trieste trinidad troy tunis tunisia turin turk turkey
    turkish tuscany uganda ukraine ulster utah valencia valetta vancouver venice vermont verona
    versailles victoria vienna vietnam virginia volga wales warsaw warwick washington wellington
    welsh weston whitby wigan wilton winchester windsor woodstock worcester wyoming yemen york
    yorkshire zaire zambia zurich

    abbey account ackland action admiral agent agile alder ale alley alpine altar amateur anchor
    angelus anvil apple arch arena argent argyle armour arrow art artist arts ascot ashes atlas aunt
    aura aurora avenue avery axe badger bailey balance baldwin ballet band banner bard barge bark
    barley baron barrel barrow basic basket bassett baton bayer beam bean bear beaver becker beech
    beetle belt bender benedict bible binder birch biscuit blaze blessing block blood blow blunt
    board boat bold bolt bone bonfire border boss bottle bottom boulder bow bower box brace bracken
    brain brass brave bread break brew brick bride brief brody bronze broom bruce brush bugle
    builder bulb bullet bullock bunch bunker bunting burden burger burke burning burrow bursar bus
    business butter button buzz cab cabin cadence cage cain cairn cake calf calm cameo campion canal
    candle canon cap cape caper capital captain caravan cardigan cardinal care career carpet carr
    carriage carrier carrot cart carver cat catcher cavalier cave cedar celeste cell centre century
    chair chalk challenge chaplain chapter charge charm chart chaser chaste chateau cheer cherry
    chess chest chestnut chick chief child childs chill chimes chin choice choir chord chris
    christian cider cinder cinnamon citizen claim class classic claw clean clear clever climb clock
    cloth cloud club coat cobb cobbler cock cocoa code coffee coffin coin colby cold collar collier
    colonel colour colours common compass constant cope copper cord cork corner cornet coronet
    counsel count counter county couple courage cowan coward crab craft craig cream creed creek
    cricket crisp crook crop crossing cruise crumb cub culver cup curl currant current curtain
    cushion cutler cutter cymbal cypher dad dairy dam damp dancer danger dare dark dart data date
    dawson deacon deal dell den denim depot desert design desk deuce diamond diet digger dill dime
    diner dinner dipper discovery dish ditch diver divine dock doctor dodge dole dollar dolphin dome
    door dory double dowel dragon drain draw dray dresser drift drill drink drive driver drum
    drummer duck duke dune dusk dust duty dyke eager eagle earth edge egg elf elk elm emerald empire
    energy era essence estate evening ewe excel exit eyre fable fair fairway falcon fall fallow
    falls fan farm farrier fashion father fawn feast feather fell fellow fen fence fennel ferry
    fiddler fig fin finder finger finish fire firth fitter flag flame flash flax flicker flint float
    flock floor flow flower flute fly flyer foal fold folk foot force forge fork fort fortune forum
    fossil foundation fowl foyle freed freedom freight fresh friar frog fuel fun furlong gallery
    gallop game gander gang gap garage garlic garnet garth gate gay gear gentle gentry ghost giant
    gift gill girl glad glade glaze gleam globe glory glow goal goat god goodbody goodfellow goodman
    goodwill gore gorge gospel gown grain granger grape graph grass grave gravel grease greet grill
    grimes grind grip grit ground grouse guard guess guide guild guinness guitar gulf gull gully gum
    gutter gypsy hack hail hair halo halt handle handy happy hardy harm harness harp haste hatch
    hatcher hatter haven hawke hawthorn hazard header healer health hearth heat hector height heir
    helm hemp hen herald herb herd hermit hero heron herring hickory hint hive hobby hockey holder
    hole hollow holt homer honor honour hooper hop horner horse horton hose host hotel hound hub
    huddle humble hunger hurst hurt hush hutch hyde icon ideal idle inch ink inn innocent insight
    island item jackal jacket jail jam jar jazz jelly jester jive joint journey joyce judas jug
    juice jump junior justice karma keel keeper kernel key kick kid kidd kiln kin kinder kirk kiss
    kitchen kite knife knot label lace ladder lady laird lamp lancer landing lantern lapis larder
    lash lasting latch lathe lattice launch laundry lavish lawman lawyer layer league leap lecturer
    ledge lee leek legacy legal legion lens leopard lesson letter level lever liberal library lid
    lift lightfoot lilac lime linen lintel list litter loaf loan lobby lodge loft longman loom loop
    lore lorry loss loud lovelace lovely lover loyal lucid lumber lunch lure lynch lynx lyre lyric
    magic magnet maid maker mallet manager mane manger manor mantle map mare margin mariner market
    marlin marrow martyr marvel mask mat match mate matrix mayhew maze mead measure medal memory
    mention mercer merchant mercury merlin merriment messenger metal meteor midnight midwinter mild
    mile milk millet millstone mine miner minister mink minor minster minstrel mirror mission mist
    mitre mode model mole monarch money monk monkey monsoon moot morris mortar moses moth mother
    motor mould mount mud mulberry mule munday mural murmur muse music mustard mutter myrtle myth
    nash nation nature nave navigator neat neck needle nephew net nettle nickel niece nightingale
    nook norm nose notch novel nugget nun nut oar oasis oat oath octave oil onyx opera orange orator
    orchard ore organ origin orion osprey otter ounce outlaw oven overall owl owner ox oyster pace
    pack packer pad paddock pagan pail paint pair palace palm pan panda panel panther paper parade
    pardon parish parrot partridge pass passion pastor patch path patron pattern pause pavement
    paver pawn pea pearson pebble peck peel peep pen pencil pennant perch perfect perk pet petal
    petty pew piano pick pickles picture pidgeon pie pier pigeon piggott pilgrim pillar pillow pilot
    pin pinch pink pioneer pipe pirate pit pitcher pity plain plane planet plank plate player pledge
    plough plover plumb plumber pocket poet poetry police pony pop porch port post pot potato pouch
    poverty powder powell praise pray prayer preacher preface press pretty pride prime primrose
    print printer prize profit promise proof prophet prose proud provost psalm puddle pulley pulse
    pump punch pupil purcell pure purse puzzle quail quarry quarter queen quest quill quilt quince
    quinn rabbi race rack radar radio raft rage rail rainbow raine rainy raise ralph ramble rampart
    ramsay ranch random range ranger rank rapid rapids rapier rash rat rate ravens reach reason
    rebel record rector reef reeve reform regent reign relish remedy render rent report revel revere
    rhapsody rhyme rhythm ribbon rider ridge ridley rifle rigg rigger ripley ripple rise risk ritual
    roach roar roast robe roberts rocket roebuck roll roller romance roof rookery rope roper rosary
    rough rowan rowe rower royal rudd rudder ruff runner rushes russet rust rye sable sack saddle
    sadness safe saffron sail saint salad sale salter salute sample sanctuary sand sandal sander
    sash satin saturn sauce save saviour saxophone scale scarf scholar school science score scribe
    scroll seaman search season seat secret seed senate sense sergeant servant session setter settle
    seward sexton shackle shadow shaft shaker shale share shark sheen sheep sheet shelf shelter
    sheriff shield shift shilling ship shipman shire shirt shoe shoemaker shop shot shout shower
    shrew shrewd sick sickle sight sign signal silk sill silverman silversmith sink sire sister
    skate sketch skill skin skipper skull slack slade slate sleep sleeve slice slim slope slow smile
    smoke snail snake snare snipe soap sole solomon son song soul sound source sower spade span
    spaniel spare sparrow sparrowhawk special spell sphere spice spider spin spinner spire spirit
    splendid split sponsor spool spot spray sprig sprite sprout spruce spur squire squirrel stable
    stack stage stair stake stall stallion standard staple starling station statue steam stem stew
    stick stiles stitch stoker stool storage stork strange stranger straw stream strike string
    stripe study style sugar summit sunflower sunrise sunset supper surf swain swallow sweep swimmer
    switch sword sworn symbol syrup tabor tack tackle tail tale talent talisman tally tamer tangle
    tank tar target tarn tart tartan task tassel taste tavern tax teacher teak teal tear tempest
    tempo tenant tender tenor tent term terrace terrier test thane theory thistle thrall thrift
    throne thrush thunder tide tie tiler till timber tin tinker tinsel title toast toll tomb tone
    tool tooth torch torrent tot touch tour tournament toy trace track trader trail train trance
    trap treble trend trial tribe trick trigger troll troop tropic trowel truck trumpet trunk trust
    tub tulip tune tunnel turf turnpike turtle twin twist tyrant umber umbrella uncle union unity
    universe urn usher usherwood utter valet valiant value vane vanity vat vault velvet venture
    venus verge verger verse vest vicar vice villa village vineyard vintage virgin visa vision vital
    vixen void volt vow voyage wafer wage wagon waiter wake waller walnut wand wander warden warlock
    warmth warp warrant warren warrior wash wasp wave wax wealth weapon wedding wedge weed wheat
    wheel whip whistler whittle widow wife wildfire windmill window wine wing winner wire wisdom wit
    witch wizard womack wonder woodcock woodcutter woodland woodman woodpecker wool works worm
    worthy wrath wreath wreck wrestler yarn yarrow yeoman yew yoke yolk youth zeal zephyr zest zinc
    """.split()  # noqa: SIM905 - as above
)
"""With these, everything that a name may be taken from: places and peoples, trades, animals, plants,
things. Someone called so is written about under that name, and yet it may mean the place or the thing."""

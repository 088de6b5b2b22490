"""The words that names are made of and cut at, and the capitalised words that name no actor."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _set(
    "activist actor actress adm administrator admiral adviser advisor advocate agent aide alderman "
    "amb ambassador ambassador-designate amir analyst archbishop archduke assemblyman "
    "assemblywoman attorney attorney-general aunt auntie ayatollah billionaire brigadier "
    "brigadier-general businessman businesswoman candidate capt captain cardinal ceo cfo chair "
    "chairman chairmen chairperson chairwoman chancellor chef chief cllr cmdr co-chair "
    "co-founder coach col colonel columnist comandante commander commissar commissioner commodore "
    "comptroller cong congressman congressmen congressperson congresswoman constable coo corporal "
    "councillor councilman councilor councilwoman counsel cpl cto dame deceased delegate "
    "democrat deputies dermatologist designate detective dg dgp director director-general dr "
    "economist editor emir emperor empress eng engineer envoy ex-gov ex-president excellency "
    "filmmaker former founder gen general goalkeeper gov governor governor-elect "
    "governor-general governors govs grandfather grandmother hh highness historian hon hrh imam "
    "inspector judge judges justice justices late lawmaker lawyer leader leaders lecturer "
    "lieutenant lieutenant-general lt madam madame maj majesty major-general manager maulana "
    "mayor mayors messrs midfielder minister ministers miss mk mla mlas mp mps mr mrs ms mufti "
    "mullah nominee novelist ombudsman pastor playwright pm pollster premier president "
    "president- president-elect presidents principal prof professor prosecutor quarterback "
    "rabbi rapper rapporteur rector registrar rep representative representatives reps rev "
    "reverend secretary secretary-general sen senator senator-elect senators sens sergeant sgt "
    "sheikh sheriff shri singer smt speaker spokesman spokesperson spokespersons spokeswoman "
    "strategist striker sub-inspector sultan superintendent treasurer uncle under-secretary "
    "undersecretary vice-chair vice-chairman vice-chancellor vice-minister vice-premier "
    "vice-president vp whip witness"
)
"""What stands before a name and is no part of it."""

FIRST_TITLES = _set(
    "bailiff bishop brother captain dean duchess duke father king lady lord major marshal "
    "officer pope prince princess queen saint sir sister star"
)
"""Titles only where they begin a run of capitals; elsewhere they are surnames as often."""

BEFORE_TITLES = _set(
    "acting assistant associate attorney brigadier budget campaign chief co co- communications "
    "conference crown defence defense deputy diplomatic district economic education energy "
    "environment executive field finance financial fire first foreign former general grand "
    "group head health her high his information inspector interior investment justice lead "
    "legal legislative lt major majority managing marketing medical minority national operating "
    "operations permanent police policy political press prime ranking rear regional royal "
    "scientific secretary-general security senior solicitor special state surgeon technical "
    "technology trade under vice"
)
"""What belongs to a title that follows it."""

OFFICES = _set(
    "affairs agriculture army commerce defence defense development education energy health "
    "homeland housing human interior labor navy security services staff state transportation "
    "treasury urban veterans war"
)
"""What a secretary is of."""

HEADS = _set(
    "academy administration agency air airlines airways alliance army assembly association "
    "authority bank board brigade brotherhood bureau cabinet campaign caucus center centers "
    "centre chamber church club coalition college command commission committee commons "
    "companies company confederation conference congress consortium constabulary convention "
    "corporation corps council court courts crescent cross daily department departments "
    "directorate division duma embassy exchange faculty federation force forces forum "
    "foundation front fund gazette government group guard guild herald holdings hospital house "
    "industries institute institution international journal jury knesset laboratory league "
    "legislature lords ltd magazine ministry mission movement museum nation nations navy "
    "network news office organisation organization panel parliament partnership party patrol "
    "police politburo post press project radio railways reserve school secretariat senate "
    "service services societies society star synod team times treasury tribunal tribune trust "
    "union university"
)
"""What says that a run of capitals is an organisation, and may take `of` or `for`."""

OWNED_HEADS = _set(
    "alliance association caucus center centre club coalition college council federation "
    "foundation fund guild hospital institute league museum society union"
)
"""Heads of names with a possessive in them: Children's Defense Fund, Farmers' League."""

FOR_HEADS = HEADS | _set("americans campaign catholics citizens doctors mothers people veterans")

TOPICS = _set(
    "aging alcohol armed arts budget bureau citizenship commerce culture development drug "
    "education energy environment fish food foreign health housing human justice labor labour law "
    "oil oversight ports research science securities security standards tourism trade "
    "transportation water ways youth"
)
"""What an organisation's name joins by `and` to what follows."""

PARTICLES = _set(
    "af al bin bint da dal das de del della den der di dos du el ibn la le ten ter ud ul ur van "
    "von wa y"
)

FIRST_PARTICLES = _set("al bin da dal de del della di dos du el ibn la le van von")
"""Those that may begin a name: van der Berg, bin Salman, de la Riva."""

SUFFIXES = _set("co corp esq ii iii inc iv jr llc llp ltd md phd plc sr")
"""What may follow a name after a comma, or ends with a full stop of its own."""

COMPOUNDS = _set(
    "able affiliate affiliates age aged aligned all american and area art based born bound bred "
    "built by centric class con controlled cum day days down driven east effect elect era esque "
    "ever eyed face fed first fold for forward free friendly fueled full funded general grade "
    "grown heavy held high home hour hours inch international is ish ism ites izes job "
    "kilometer km language large led length level life like line linked list listed load local "
    "loving low made make making market mile month months most native new north of off old on "
    "only or order out over owned page party people per plus point post power price pro profile "
    "profit prone proof province quality race range rate ready red related rich right run runs "
    "scale school section sector shaped shot side size sized sold south space speaking specific "
    "speed state stop story strong style system term terrorism the themed thing tier time times "
    "to together tone top town trained turned type up us vetted war ward water ways weather "
    "week weeks west wide wing winner winning wise word work year years"
)
"""What a hyphen joins to a name and is no part of it: Pellin-based, Sallow-wide."""

STARTERS = _set(
    "a about above according across after again against ago ah aha ahead all almost along "
    "already also although always am amid among an and another any anyone are around as aside "
    "asked at away back be because been before behind being below beneath beside besides best "
    "better between beyond born both but by call calling can certainly citing clearly come "
    "congratulations could currently declaring describing despite did do does don't down during "
    "each earlier early eight either eleven else even eventually every everyone everything "
    "except expect few fewer finally first five following for former formerly four from further "
    "furthermore get give go goodbye had half has have having he he's hello her here here's hers "
    "hey hi him himself his hmm how however huh i i'd i'll i'm i've if in including indeed "
    "instead into is isn't it it's its just keep last late lately later less let let's like look "
    "make many may maybe me meanwhile mere might more moreover most much must my near nearly "
    "neither never nevertheless next nine no nobody none nonetheless nor not note nothing noting "
    "now obviously of off often oh ok okay on once one only opponents or other others our out "
    "outside over overall own part perhaps please previously probably quite rather read really "
    "recently right said saying second see separately seven several shall she she's should show "
    "similarly since six so some somebody someone something sometimes soon sorry speaking still "
    "stop such supporters surely take tell ten than thank thanks that that's the their them then "
    "there there's therefore these they they're they've think third this those though three "
    "through throughout thus to today together told too toward towards twelve twenty two under "
    "unless unlike until up updated upon us very voters wait was we we're we've welcome well "
    "were what what's whatever when whenever where whereas wherever whether which while who "
    "who's whoever whom whose why will with within without worse would wow yes yesterday yet you "
    "you're you've young your"
)
"""What begins sentences and no names."""

COMMON = _set(
    "a.g act advertisement ai amendment arabic article atm atms bc bible capitol ceo cfo chapter "
    "christ christianity christmas cnc congressman congresswoman constitution copyright "
    "correction covid covid-19 cpi creator d.a dear december diy dna dr dvd e-mail e-mails earth "
    "east easter ebola editor email english faq february fir founders french friday gdp getty "
    "gmt gnp god gps halloween hanukkah heaven hi hiv hr i ict id ids ii iii image internet iot "
    "ipo ipos islam it iv january jesus jr judaism july koran lng lord lpg mba medal medicaid "
    "medicare midwest monday more mou mous mr mrs ms nah nft nfts ngo ngos no north northeast "
    "northwest note november october ok olympic olympics omicron paralympics passover pc pcr pdf "
    "ph.d phd photo polio pr presidency quran r&d ramadan read related rsvp saturday sdg sdgs "
    "section september sir sme smes sms south southeast southwest spanish sr st story sunday suv "
    "suvs tb thanksgiving thursday tuesday tv tweet update updated url usd utc uv vat video vip "
    "vips watch web wednesday west wi-fi wifi ww2 wwii yeah yes"
)
"""Single capitalised words that name nobody."""

THINGS = _set(
    "academics accord accords act acts agenda agreement airport album amendment amendments "
    "anthem area areas arena article ave avenue award awards bachelor ballet base battle beach "
    "bill book border boulevard bowl bridge canal cape championship championships channel "
    "chapter city clause coast coasts code compound concert constitution convention corridor "
    "county creek crisis cup day days declaration decree degree depression desert diary diploma "
    "directive district dream drive dynasty edition era eve exhibition expo fair falls festival "
    "film forest games garden gardens gate gulf heights highway hill hotel hurricane index "
    "initiative interchange island islands junction lake land lands language law laws mandate "
    "manifesto marathon massacre mausoleum medal memorandum memorial month monument mosque "
    "motorway mou mount mountain mountains nature ocean olympiad olympics open operation order "
    "palace paper park pass peace penal peninsula phase pipeline plain plan plateau plaza policy "
    "poll polls port prefecture primary prize program programme project protocol province "
    "provinces rally ranch rapids recession reef region report resolution revolution rights "
    "river road room rule sea season series settlement shrine song square stadium standards "
    "state states strait straits strategy street study summit survey syndrome system territory "
    "test theorem theory tour tournament tower towers town township trail treaty trophy tunnel "
    "uprising vaccine valley variant villa village virus visa vision war wars way year zero zone"
)
"""What says that a run of capitals is a thing or a place, where it ends with it."""

PLATFORMS = _set("facebook instagram linkedin reddit snapchat tiktok twitter youtube")
"""Where something is posted: a medium, mostly no actor."""

PLACES = _set("across around in inside into near outside throughout within")
"""What stands before a name that is only a place."""

BODIES = _set(
    "cabinet cia congress crown democrats eu facebook fbi google gop house imf kremlin "
    "mi5 mi6 microsoft nato nsa parliament pentagon republicans senate treasury un "
    "vatican"
)
"""Actors wherever they stand, also after `in`."""

CHAMBERS = _set("congress congressional house senate")
PARTIES = _set("democrat democratic democrats gop republican republicans")
"""House Republicans, a Republican Congress: each an actor, or an adjective."""

STATES = _set(
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont n.c "
    "n.d n.h n.j n.m n.y neb nev okla ore pa penn r.i s.c s.d tenn tex va vt w.va wash wis wisc "
    "wyo"
)
"""Abbreviated, they stand after a city or a party and are places."""

BODIES_OF_A_PERSON = _set("administration campaign")
"""What with a person's name before it makes a body: the Tellwyn administration."""

JOBS = TITLES | _set(
    "ambassadors chiefs custodian directors duchess duke engineers envoys executive executives "
    "foreigners head heads highness king lecturers member members opposition pope prince "
    "princess prosecutors queen ruler sheikhs sultans"
)
"""What somebody is, said with a capital and without a name."""

"""The words that names are made of and cut at, and the capitalised words that name no actor."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _set(
    "activist adm administrator admiral adviser advisor aide alderman ambassador archbishop "
    "assemblyman assemblywoman attorney ayatollah billionaire businessman businesswoman candidate "
    "capt captain cardinal ceo cfo chair chairman chairmen chairperson chairwoman chancellor "
    "chief cmdr coach col colonel columnist commander commissioner comptroller congressman "
    "congressmen congressperson congresswoman constable corporal councillor councilman councilor "
    "councilwoman counsel cpl dame delegate democrat detective director dr economist editor emir "
    "envoy ex-gov ex-president former gen general gov governor governor-elect governors govs "
    "historian hon imam inspector judge judges justice justices leader leaders lieutenant lt maj "
    "manager mayor mayors messrs minister ministers miss mr mrs ms nominee pastor pollster "
    "premier president president-elect presidents prof professor prosecutor rabbi rep "
    "representative representatives reps rev reverend secretary sen senator senator-elect "
    "senators sens sergeant sgt sheikh sheriff speaker spokesman spokesperson spokeswoman "
    "strategist sultan superintendent treasurer undersecretary whip"
)
"""What stands before a name and is no part of it."""

FIRST_TITLES = _set(
    "bishop brother dean duchess duke father king lady lord major marshal officer pope prince "
    "princess queen saint sir sister star"
)
"""Titles only where they begin a run of capitals; elsewhere they are surnames as often."""

BEFORE_TITLES = _set(
    "acting assistant associate attorney brigadier budget campaign chief co communications "
    "conference defence defense deputy district education energy environment executive field "
    "finance fire first foreign health inspector interior justice legislative lt major majority "
    "managing minority national permanent police policy political press prime ranking rear "
    "secretary-general security senior solicitor special state surgeon trade under vice"
)
"""What belongs to a title that follows it."""

OFFICES = _set(
    "affairs agriculture army commerce defence defense development education energy health "
    "homeland housing human interior labor navy security services staff state transportation "
    "treasury urban veterans war"
)
"""What a secretary is of."""

HEADS = _set(
    "academy administration agency alliance army assembly association authority bank board "
    "brigade brotherhood bureau cabinet campaign caucus center centers centre chamber church city "
    "club coalition college commission committee commons company confederation conference "
    "congress consortium convention council court courts department departments directorate "
    "district division duma embassy faculty federation forum foundation front fund gazette "
    "government group guard guild house institute institution international journal knesset "
    "league legislature lords magazine ministry mission movement museum network office "
    "organisation organization parliament partnership party patrol police politburo press project "
    "radio reserve school senate service services society state states synod team times treasury "
    "tribune trust union university"
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

PARTICLES = _set("af al bin da das de del della den der di dos du el ibn la le ten ter van von y")

SUFFIXES = _set("co corp esq ii iii inc iv jr llc llp ltd md phd plc sr")
"""What may follow a name after a comma, or ends with a full stop of its own."""

STARTERS = _set(
    "a about above according across after again against ago ahead all almost along already also "
    "although always am amid among an and another any anyone are around as aside asked at away "
    "back be because been before behind being below beneath beside besides best better between "
    "beyond born both but by call calling can certainly citing clearly come could currently "
    "declaring describing despite did do does don't down during each earlier early eight either "
    "eleven else even eventually every everyone everything except expect few fewer finally first "
    "five following for former formerly four from further furthermore get give go had half has "
    "have having he he's her here here's hers him himself his how however i i'd i'll i'm i've if "
    "in including indeed instead into is isn't it it's its just keep last late lately later less "
    "let let's like look make many may maybe me meanwhile mere might more moreover most much must "
    "my near nearly neither never nevertheless next nine no nobody none nonetheless nor not note "
    "nothing noting now obviously of off often oh ok okay on once one only opponents or other "
    "others our out outside over overall own part perhaps please previously probably quite rather "
    "read really recently right said saying second see separately seven several shall she she's "
    "should show similarly since six so some somebody someone something sometimes soon speaking "
    "still stop such supporters surely take tell ten than thank thanks that that's the their them "
    "then there there's therefore these they they're they've think third this those though three "
    "through throughout thus to today together told too toward towards twelve twenty two under "
    "unless unlike until up updated upon us very voters wait was we we're we've well were what "
    "what's whatever when whenever where whereas wherever whether which while who who's whoever "
    "whom whose why will with within without worse would yes yesterday yet you you're you've "
    "young your"
)
"""What begins sentences and no names."""

ADJECTIVES = _set(
    "afghan african african-american albanian algerian american anglican arab arabic argentine "
    "asian australian austrian baptist belarusian belgian bosnian brazilian british buddhist "
    "bulgarian cambodian canadian caribbean catholic chilean chinese christian colombian "
    "communist confederate congressional conservative croatian cuban czech danish democratic "
    "dutch egyptian english estonian ethiopian european evangelical federal finnish french "
    "georgian german greek haitian hebrew hindu hispanic hungarian independent indian indonesian "
    "iranian iraqi irish islamic islamist israeli italian jamaican japanese jesuit jewish "
    "jordanian kenyan korean kurdish kuwaiti latin latina latino latvian lebanese liberal libyan "
    "lithuanian lutheran malaysian mediterranean methodist mexican mormon moroccan "
    "muslim nazi nigerian norwegian orthodox pakistani palestinian peruvian philippine polish "
    "portuguese presidential protestant qatari republican roman romanian russian saudi scottish "
    "serb serbian shiite singaporean slovak slovenian somali soviet spanish sudanese sunni "
    "swedish swiss syrian taiwanese texan thai tunisian turkish ukrainian venezuelan vietnamese "
    "welsh western yemeni"
)

PEOPLES = _set(
    "afghans african-americans africans americans arabs asians australians blacks britons "
    "californians canadians catholics christians conservatives cubans egyptians "
    "europeans evangelicals floridians germans greeks hindus hispanics hoosiers indians iranians "
    "iraqis israelis italians jews koreans kurds latinas latinos lawmakers liberals libyans "
    "lutherans marines mexicans missourians mormons muslims nazis ohioans pakistanis palestinians "
    "poles protestants russians saudis scots serbs shiites spaniards sunnis swedes syrians texans "
    "turks ukrainians"
)

COMMON = _set(
    "act advertisement amendment arabic article bible capitol chapter christ christianity "
    "christmas congressman congresswoman constitution copyright correction creator dear dr e-mail "
    "e-mails earth east easter editor email english founders french getty god halloween hanukkah "
    "heaven hi i image internet islam jesus jr judaism koran lord medal midwest more mr mrs ms "
    "nah no north northeast northwest note ok passover ph.d photo presidency quran ramadan read "
    "related section sir south southeast southwest spanish sr st story thanksgiving tv "
    "tweet update updated video watch web west yeah yes"
)
"""Single capitalised words that name nobody."""

THINGS = _set(
    "accord accords act acts agreement airport amendment amendments arena article ave avenue "
    "award awards base beach bill boulevard bowl bridge canal cape clause code constitution "
    "convention county cup day days dream drive eve gulf highway hill hotel hurricane island "
    "islands lake law laws manifesto medal memorial mosque mount mountain mountains ocean "
    "olympics palace park peninsula plan plaza primary prize program protocol rally report "
    "resolution rights river road room rule sea square stadium standards street summit test tower "
    "towers treaty tunnel valley war wars way zero"
)
"""What says that a run of capitals is a thing or a place, where it ends with it."""

PLATFORMS = _set("facebook instagram linkedin reddit snapchat tiktok twitter youtube")
"""Where something is posted: a medium, mostly no actor."""

PLACES = _set("across around in inside near outside throughout")
"""What stands before a name that is only a place."""

BODIES = _set(
    "cia congress democrats eu facebook fbi google gop government house imf kremlin "
    "medicaid medicare microsoft nato nsa parliament pentagon republicans senate treasury un "
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

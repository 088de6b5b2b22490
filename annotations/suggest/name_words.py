"""Capitalised words that are no actors, and what tells one that is from one that is not."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


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

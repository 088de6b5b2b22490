"""Places known by name, by which a mention that only says where is told from one that acts.

None is proposed for standing here: a state that acts is found by its capital like everybody else.
"""


def _set(names: str) -> frozenset[str]:
    return frozenset(name.strip() for name in names.split(","))


COUNTRIES = _set(
    "afghanistan, albania, algeria, andorra, angola, argentina, armenia, australia, austria, "
    "azerbaijan, bahamas, bahrain, bangladesh, barbados, belarus, belgium, belize, benin, "
    "bermuda, bhutan, bolivia, bosnia, bosnia and herzegovina, botswana, brazil, britain, "
    "brunei, bulgaria, burkina faso, burma, burundi, cambodia, cameroon, canada, cape verde, "
    "central african republic, chad, chile, china, colombia, comoros, congo, costa rica, "
    "croatia, cuba, cyprus, czech republic, denmark, djibouti, dominica, dominican republic, "
    "drc, ecuador, egypt, el salvador, england, equatorial guinea, eritrea, estonia, "
    "eswatini, ethiopia, fiji, finland, france, gabon, gambia, germany, ghana, greece, "
    "greenland, grenada, guatemala, guinea, guinea-bissau, guyana, haiti, holland, honduras, "
    "hong kong, hungary, iceland, india, indonesia, iran, iraq, ireland, israel, italy, ivory "
    "coast, jamaica, japan, jordan, kazakhstan, kenya, kiribati, korea, kosovo, kuwait, "
    "kyrgyzstan, laos, latvia, lebanon, lesotho, liberia, libya, liechtenstein, lithuania, "
    "luxembourg, macau, macedonia, madagascar, malawi, malaysia, maldives, mali, malta, "
    "mauritania, mauritius, mexico, micronesia, moldova, monaco, mongolia, montenegro, "
    "morocco, mozambique, myanmar, namibia, nepal, netherlands, new zealand, nicaragua, "
    "niger, nigeria, north korea, north macedonia, northern ireland, norway, oman, pakistan, "
    "palestine, panama, papua new guinea, paraguay, peru, philippines, poland, portugal, "
    "puerto rico, qatar, romania, russia, rwanda, saint lucia, samoa, saudi arabia, scotland, "
    "senegal, serbia, seychelles, sierra leone, singapore, slovakia, slovenia, solomon "
    "islands, somalia, south africa, south korea, south sudan, soviet union, spain, sri "
    "lanka, st lucia, sudan, suriname, swaziland, sweden, switzerland, syria, taiwan, "
    "tajikistan, tanzania, thailand, tibet, togo, tonga, trinidad, trinidad and tobago, "
    "tunisia, turkey, turkmenistan, u.k, u.s, uae, uganda, uk, ukraine, united arab emirates, "
    "united kingdom, united states, uruguay, us, usa, uzbekistan, vanuatu, venezuela, "
    "vietnam, wales, yemen, yugoslavia, zaire, zambia, zimbabwe"
)

REGIONS = _set(
    "africa, alabama, alaska, alberta, amazon, america, americas, andes, antarctica, arabia, "
    "arctic, arizona, arkansas, asia, asia-pacific, atlantic, balkans, baltics, bengal, "
    "british columbia, california, caribbean, catalonia, caucasus, central africa, central "
    "america, central asia, colorado, connecticut, crimea, delaware, donbas, east africa, "
    "east asia, eastern europe, eurasia, europe, far east, florida, galilee, gaza, gaza "
    "strip, golan, golan heights, gujarat, hawaii, himalayas, hindu kush, horn of africa, "
    "idaho, illinois, indian ocean, indiana, iowa, jammu, kansas, kashmir, kentucky, kerala, "
    "kurdistan, latin america, louisiana, maghreb, maine, manitoba, maryland, massachusetts, "
    "mediterranean, michigan, middle east, mideast, minnesota, mississippi, missouri, "
    "montana, nebraska, nevada, new brunswick, new hampshire, new jersey, new mexico, new "
    "south wales, newfoundland, north africa, north america, north carolina, north dakota, "
    "nova scotia, nunavut, oceania, ohio, oklahoma, ontario, oregon, pacific, pennsylvania, "
    "punjab, quebec, queensland, rhode island, sahara, sahel, saskatchewan, scandinavia, "
    "siberia, sinai, sinaloa, south america, south asia, south carolina, south dakota, "
    "south-east asia, southeast asia, southern africa, tamil nadu, tasmania, tennessee, "
    "texas, utah, vermont, wessex, west africa, west asia, west bank, west virginia, western "
    "europe, wisconsin, wyoming, xinjiang, yorkshire, yukon"
)

CITIES = _set(
    "abu dhabi, abuja, accra, addis ababa, aleppo, algiers, amman, amsterdam, ankara, athens, "
    "atlanta, auckland, baghdad, baku, baltimore, bangalore, bangkok, barcelona, beijing, "
    "beirut, belfast, belgrade, berlin, bogot\u00e1, bogota, bombay, boston, brasilia, "
    "brisbane, brussels, bucharest, budapest, buenos aires, cairo, calcutta, canberra, cape "
    "town, caracas, charlotte, chennai, chicago, cincinnati, cleveland, colombo, copenhagen, "
    "dakar, dallas, damascus, dar es salaam, delhi, denver, detroit, dhaka, doha, dubai, "
    "dublin, durban, edinburgh, frankfurt, geneva, glasgow, guadalajara, guangzhou, hanoi, "
    "harare, havana, helsinki, houston, hyderabad, islamabad, istanbul, jakarta, jeddah, "
    "jerusalem, johannesburg, kabul, kampala, karachi, khartoum, kiev, kigali, kingston, "
    "kinshasa, kolkata, kuala lumpur, kyiv, kyoto, lagos, lahore, las vegas, lima, lisbon, "
    "london, los angeles, lusaka, madrid, managua, manchester, manila, mecca, medina, "
    "melbourne, mexico city, miami, milan, milwaukee, minneapolis, minsk, mogadishu, "
    "montevideo, montreal, moscow, mumbai, munich, nairobi, new delhi, new orleans, new york, "
    "new york city, orlando, osaka, oslo, ottawa, panama city, paris, philadelphia, phoenix, "
    "pittsburgh, prague, pretoria, pyongyang, quito, ramallah, rangoon, riga, rio de janeiro, "
    "riyadh, rome, san diego, san francisco, san jose, san juan, san salvador, santiago, sao "
    "paulo, sarajevo, seattle, seoul, shanghai, shenzhen, sofia, soweto, srinagar, stockholm, "
    "surat, sydney, taipei, tashkent, tbilisi, tegucigalpa, tehran, tel aviv, tokyo, toronto, "
    "tripoli, tunis, ulaanbaatar, vancouver, vienna, vilnius, warsaw, washington, wellington, "
    "windhoek, wuhan, yangon, yokohama, zagreb, zhengzhou, zurich"
)

KNOWN = COUNTRIES | REGIONS | CITIES

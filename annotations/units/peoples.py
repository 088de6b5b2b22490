"""Peoples, faiths and political creeds: as adjectives, as plurals, and as what a person is."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ADJECTIVES = _set(
    # states and their peoples
    "afghan african-american albanian algerian american andorran angolan argentine argentinean "
    "argentinian armenian aussie australian austrian azerbaijani azeri bahamian bahraini "
    "bangladeshi barbadian belarusian belgian belizean beninese bermudian bhutanese bolivian "
    "bosnian botswanan brazilian british bruneian bulgarian burkinabe burkinab\u00e9 burmese "
    "burundian cambodian cameroonian canadian chadian chilean chinese colombian comorian congolese "
    "corsican croatian cuban cypriot czech danish djiboutian dominican dutch ecuadorean ecuadorian "
    "egyptian emirati english eritrean estonian ethiopian fijian filipina filipino finnish french "
    "gabonese gambian georgian german ghanaian greek greenlandic grenadian guatemalan guinean "
    "guyanese haitian honduran hungarian icelandic indian indonesian iranian iraqi irish israeli "
    "italian ivorian jamaican japanese jordanian kazakh kazakhstani kenyan korean kosovan kosovar "
    "kuwaiti kyrgyz lankan lao laotian latvian lebanese liberian libyan lithuanian macedonian "
    "malagasy malawian malaysian maldivian malian maltese mauritanian mauritian mexican "
    "micronesian moldovan mongolian montenegrin moroccan mozambican namibian nepalese nepali "
    "nicaraguan nigerian nigerien norwegian omani pakistani palauan palestinian panamanian papuan "
    "paraguayan peruvian philippine polish portuguese qatari rican romanian russian rwandan "
    "salvadoran salvadorean samoan saudi scottish senegalese serb serbian seychellois singaporean "
    "slovak slovakian slovene slovenian somali somalian soviet spanish sudanese surinamese swazi "
    "swedish swiss syrian taiwanese tajik tanzanian thai timorese tobagonian togolese tongan "
    "trinidadian tunisian turkish turkmen tuvaluan ugandan ukrainian uruguayan uzbek venezuelan "
    "vietnamese welsh yemeni yugoslav yugoslavian zambian zimbabwean "
    # regions and cities
    "african alaskan andean antarctic arab arabian arabic asian baltic bavarian bengali "
    "californian cantonese caribbean catalan chechen crimean eurasian european flemish floridian "
    "gujarati hawaiian iberian kashmiri latin latina latino manchu mediterranean melanesian "
    "mongol nordic pacific parisian persian polynesian punjabi roman scandinavian siberian "
    "sicilian slavic tamil texan tibetan venetian viennese western "
    # peoples without a state, or of several
    "aboriginal assamese balinese faroese genoese javanese milanese pekingese siamese sinhalese "
    "anglo aymara aztec balochi basque bedouin berber cherokee cree garifuna guarani "
    "hausa hebrew hispanic igbo inca incan indigenous inuit inuk kurdish malay maori m\u0101ori "
    "mapuche maya mayan m\u00e9tis metis navajo nubian pashtun quechua rohingya romani sami "
    "s\u00e1mi sindhi sioux swahili tatar tigrayan turkic tutsi hutu uighur uyghur yoruba zulu "
    # faiths, creeds and parties
    "anglican baptist buddhist calvinist catholic christian communist confederate congressional "
    "conservative coptic dalit democratic evangelical fascist federal haredi hasidic hindu "
    "independent islamic islamist jain jesuit jewish lgbt lgbtq liberal lutheran maoist marxist "
    "methodist mormon muslim nazi orthodox pentecostal peronist presbyterian presidential "
    "protestant republican salafi shia shiite sikh socialist stalinist sufi sunni zionist"
)
"""What says of somebody or something which people, faith or creed it is of."""

_NO_PLURAL = ("sh", "ch", "ese", "ss", "republican")
PEOPLES = frozenset(f"{one}s" for one in ADJECTIVES if not one.endswith(_NO_PLURAL)) | _set(
    "aborigines afghanis blacks bolsheviks bosniaks britons brits caucasians chinese "
    "conservatives croats danes dutch evangelicals filipinos finns foreigners hoosiers "
    "icelanders inuit islanders japanese jews kiwis kurds lawmakers liberals lithuanians "
    "londoners m\u0101ori maori marines missourians mps muftis natives netherlanders "
    "northerners ohioans poles roma salvadorans scots southerners spaniards swedes swiss "
    "turks westerners yankees yorkers zealanders arizonans carolinians iowans kansans kentuckians "
    "louisianans michiganders minnesotans mississippians nebraskans nevadans pennsylvanians "
    "tennesseans virginians"
)
"""People as many."""

PERSONS = frozenset(
    f"{people}{one}"
    for people in ("dutch", "english", "french", "irish", "scots", "welsh", "congress", "states")
    for one in ("man", "men", "woman", "women")
) | _set(
    "afghan brit briton dane englander finn icelander jew kurd londoner pole spaniard swede "
    "turk yorker zealander "
    "alabaman arizonan arkansan carolinian coloradan idahoan illinoisan iowan kansan kentuckian "
    "louisianan marylander michigander minnesotan mississippian missourian montanan nebraskan "
    "nevadan ohioan oklahoman"
)
"""A person by their people, as in *the Scotsman Joss Pask*."""

QUARTERS = _set(
    "central east eastern equatorial far latin middle mid new north northeast northern northwest "
    "south southeast southeastern southern southwest sub-saharan west western "
    "costa el papua puerto san sierra sri torres strait anglo hong first"
)
"""What stands before a people or a place and belongs to it: South Korean, Costa Rican."""


def is_people(word: str) -> bool:
    """Whether a word, in lower case, is a people or of one, alone or behind a hyphen."""
    last = word.rpartition("-")[2]
    return last in ADJECTIVES or last in PEOPLES or last in PERSONS


def people_before(words: list[str]) -> int:
    """How many words at the front, in lower case, say a people: two of South Korean Ann Lee."""
    cut = 0
    for number, word in enumerate(words):
        if is_people(word):
            cut = number + 1
        elif word not in QUARTERS:
            break
    return cut

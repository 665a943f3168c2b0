"""Words with a capital that make what they stand in something else than a person."""

from __future__ import annotations

BODIES = frozenset(
    """
    society societies association institute institution university universities college school academy
    museum gallery library laboratory laboratories lab labs center centre hospital foundation fund trust
    prize prizes award awards medal lecture lectures memorial fellowship scholarship symposium conference
    meeting workshop congress committee council commission department division office ministry agency
    company corporation corp inc ltd llc gmbh co bank press journal transactions proceedings magazine
    publishing publishers studio studios club team support official account page channel group news online
    store shop admin service services help helpdesk desk media photography photo imaging science sciences
    technology technologies research engineering electronics systems industries building tower hotel
    station street avenue road bridge airport stadium theatre theater island islands mountain mount lake
    river bay beach county city prefecture state states republic kingdom union week month year festival
    cup league open tournament project program programme initiative network alliance federation
    organization organisation board chair president director secretary treasurer editor manager member
    members membership user users theorem theorems effect effects method laws equation equations algorithm
    filter transform equation distribution model curve constant function process software app apps api pdf
    pro max plus mini ultra edition version forum community san santa los las saint monte word office
    excel printing printers print graphics optics chemical chemicals materials instruments digital
    semiconductor motors motor foods holdings solutions consulting communications papers paper ink film
    films camera cameras optical displays display theory principle coefficient diagram scattering
    diffraction formula criterion sons associates partners college hotline server number image bot bots
    chatbot madoguchi test chart scale index ion ions campus
    """.split()  # noqa: SIM905  # so many words read better as text
)
"""A run with one of these is a body, a thing or an account, as in Harvard University."""

PLACES = frozenset(
    """
    tokyo osaka kyoto chiba yokohama nagoya sapporo sendai fukuoka hiroshima kobe nara saitama kanagawa
    shizuoka fukushima yamaguchi nagasaki kumamoto okinawa hokkaido akita aomori iwate miyagi yamagata
    ibaraki tochigi gunma niigata toyama ishikawa fukui yamanashi nagano gifu aichi mie shiga hyogo
    wakayama tottori shimane okayama tokushima kagawa ehime kochi saga oita miyazaki kagoshima tsukuba
    shinjuku shibuya ueno akihabara ginza nakano toshima japan america africa asia europe china korea
    taiwan singapore india france germany italy spain england london paris rio berlin rome madrid vienna
    prague dublin boston chicago houston dallas austin denver seattle portland phoenix atlanta miami
    orlando memphis nashville charlotte lincoln york jersey jordan israel mexico canada california
    carolina dakota virginia georgia florida texas washington victoria sydney melbourne oxford cambridge
    stanford berkeley princeton harvard yale cornell columbia toyota honda nissan mazda suzuki yamaha
    kawasaki mitsubishi toshiba hitachi fujitsu canon ricoh fuji fujifilm konica minolta nikon olympus
    pentax panasonic sharp sony kyocera epson kodak xerox agfa leica zeiss shimadzu hamamatsu adobe google
    apple microsoft facebook meta twitter telegram instagram youtube line linkedin tiktok discord whatsapp
    zoom slack github gmail outlook yahoo amazon wikipedia english french german italian spanish chinese
    japanese korean american british canadian australian russian dutch swedish portuguese indian european
    asian african christian muslim buddhist jewish monday tuesday wednesday thursday friday saturday
    sunday christmas easter january february march april may june july august september october november
    december kenya kong dhabi vegan lanka nippon dai nihon israeli pakistani bangladeshi nepali iraqi iranian
    thai vietnamese indonesian malaysian filipino turkish polish
    """.split()  # noqa: SIM905  # as above
)
"""Places, companies, languages, months: some are names as well, and alone they are taken for none."""

SENTENCE_WORDS = frozenset(
    """
    im call contact ask tell send forward invite remove delete change update register give emeritus i a an
    the me you he she it we they him them us my your our his her their its this that these those is are
    was were am be been do does did have has had can could would shall should might must not no yes and or
    but if so as at by for from in into of off on onto out over to under up with without about what when
    where which who whom whose why how there here then than hi hello hey dear thanks thank please sorry ok
    okay best regards sincerely cheers yours kind warm warmest faithfully cordially respectfully mr mrs ms
    mx miss dr prof professor doctor sir madam dept ref re fw fwd ps cc tel fax email mail phone website
    http https www url faq qr sns doi isbn issn id no vol pp fig eq et etc vs usa uk eu isj ieee spie osa
    acm url pdf csv usb led lcd ccd cmos rgb cmyk tv pc ai ml it vr ar nft jpg png tiff
    """.split()  # noqa: SIM905  # as above
)
"""What sentences are held together by, and abbreviations: on lists of names some of them stand, too."""

MOSTLY_NAMES = frozenset(
    """
    bob chuck derrick harry jack ken lee maria martin matt mike nick peter rosemary sally warren glen
    """.split()  # noqa: SIM905  # as above
)
"""In the dictionary, too, but with a capital hardly anything else."""

CHINESE = frozenset(
    """
    wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie tang
    song deng han feng cao zeng peng xiao cai pan tian dong yuan yu jiang ye du su wei cheng lu lyu ding ren
    shen yao zhong tan jin fan fang shi liao zou xiong meng qiu hou qin bai yan xue gu lei lai long tao wan
    duan hao kong shao mao chang gong kim lee park choi jung kang cho yoon jang lim shin seo kwon hwang ahn
    hong ko moon yang bae baek nam noh ha chan wong cheung leung lau kwok ng chow hsu tsai lin hsieh
    """.split()  # noqa: SIM905  # as above
)
"""The commonest surnames of China and Korea, in Latin letters."""

SUFFIXES = frozenset("jr sr ii iii iv phd md esq".split())  # noqa: SIM905  # as above
COMPANY_WORDS = frozenset(
    """
    denki denshi kogyo koki seiki shoji seisakusho kensetsu sangyo giken shoten butsuryu kagaku kikai
    kinzoku jidosha insatsu shashin shuppan bunko ginko shoken daigaku kenkyusho gakkai seimei yakuhin
    seiyaku shokuhin
    """.split()  # noqa: SIM905  # as above
)
"""What follows the founder's surname in names of Japanese companies and bodies."""

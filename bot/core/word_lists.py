"""Small closed word lists by which short messages in Latin letters are told apart.

A word may stand in several lists ("no", "made", "me"): then it counts for none, and the others decide.
"""

from __future__ import annotations

ROMAJI_WORDS = frozenset(
    """
    da wa no wo o ga ni de to mo ka ne yo na tte e desu masu masen deshita mashita kudasai kara made nara demo
    dake node noni toka tteka kore sore are dore kono sono ano dono koko soko asoko doko dochira kochira nan
    nani nande naze dare donna dou doushite douyatte itsu ikura nanban nannin aru iru arimasu imasu
    arimasuka nai naku ii yoi hai iie un mada mou watashi boku ore anata shite shita suru sureba onegai
    onegaishimasu arigato arigatou gozaimasu gozaimashita sumimasen gomen konnichiwa konbanwa ohayou ohayo
    sayonara sayounara moshimoshi daijoubu daijobu wakarimashita ryoukai hontou honto honmono nisemono
    oshiete okure kure hoshii tai chotto zenbu dekimasu dekiru naritai mata
    """.split()  # noqa: SIM905  # so many words read better as text
)
"""Particles, endings and the commonest words of Japanese as they are typed in Latin letters."""

ENGLISH_LINKS = frozenset("the a an and or of for in on at to from with by into than".split())  # noqa: SIM905  # as above
"""What stands inside names, too: "Journal of Imaging"."""

ENGLISH_GRAMMAR = ENGLISH_LINKS | frozenset(
    """
    is are was were be been am isn't aren't i i'm im i'd i've i'll you you're your yours u ur r my me mine
    we us our it its it's this that that's these those they them their he she his her what whats what's who
    who's whos why how hows how's when when's where wheres where's wher which whose can cant can't could do
    dont don't does doesnt doesn't did didnt didn't will would should must may shall have has had hv but if
    because about there there's any some no not please pls plz pleas gimme wanna gonna got let's lets want
    wants need dis iz
    """.split()  # noqa: SIM905  # as above
)
"""What an English sentence is held together by, as it is typed in a hurry, too."""

ENGLISH_WORDS = ENGLISH_GRAMMAR | frozenset(
    """
    hi hello hey heya hiya yo ok okay k yes yep yeah nope bye goodbye cheers thanks thank thx nah stop
    subscribe unsubscribe thks tks ty tysm tnx welcome sorry great good nice cool wow lol lmao omg haha hmm
    oops nvm idk btw asap fyi np morning afternoon evening night dear best kind regards gotcha sure right
    wrong real reel fake legit official scam spam phishing fraud safe hacked true false info information
    contact contacts phone telephone fax email e-mail mail address adress postal mailing post code zip
    street page pages account accounts acount profile link links site website number numbers list name names
    form bot human staff office location hours opening open closed call write reply answer question
    questions help halp support asking ask tell know see use find send sent get give go going come make made
    take say said says read mean means check verify confirm cancel delete remove erase change correct update
    add join member members membership fee fees pay payment receipt invoice price cost free conference
    meeting event events symposium seminar workshop registration deadline paper papers journal abstract
    submission submit review award job data personal private privacy policy disclaimer guideline guidelines
    rules retention period third party sharing log logs record records history ticket status request more
    less again still same other another new news next last first time date day week month year today
    tomorrow yesterday now soon late waiting wait work works working doesnt broken error problem issue
    issues urgent here everyone someone anyone nobody something anything everything nothing one two three
    too also just only very so really group message messages chat photo picture image images imaging video
    file pdf online purpose attitude mindset initiative opinion position reason cookie cookies app user
    password login main home guide menu machine genuine database media magazine minute minutes edition
    section session note notes mention remain reuse refuse donate nominate nominee resume venue figure title
    passage before above inside outside japan japanese english language used mine done gone nine five fine
    wifi game save share society association organization university company department
    professor student comment comments posts
    """.split()  # noqa: SIM905  # as above
)
"""Words that make a short message English; of words that could be romaji too, the common ones."""

FOREIGN_WORDS = frozenset(
    """
    je tu vous nous il elle est sont ce cette votre vos mon mes quel quelle quels quelles comment pourquoi
    combien puis peut peux le la les un une des du au aux et ou pour avec dans sur pas merci beaucoup
    bonjour bonsoir salut svp ich sie wir ihr ihre ihren mein meine meinen dein der die das den dem ein eine
    einen ist sind war haben hat kann kannst wie wer wo warum wann welche und oder nicht mit von zum zur auf
    bei bitte danke vielen dank guten tag hallo el los las una es son esta este esto su sus mi mis como
    donde cual cuales quien cuando cuanto por para con del que puedo quiero hola gracias muchas buenos dias
    si y gli lo di della delle dei mio miei mia vostro vostra questo questa quale dove quando perche quanto
    posso vorrei come sono siete avete grazie mille ciao buongiorno per favore e o os um uma voce voces meu
    meus minha seu sua qual onde quero faz faco obrigado obrigada ola bom dia com nao em falar ik jij jullie
    uw ons mijn het een van en wat waar hoe waarom wanneer kan zijn niet voor met dit dat bedankt wel apa
    apakah ini itu yang dan saya anda kami kamu bagaimana mana berapa siapa kapan mengapa tidak bisa dengan
    untuk tolong terima kasih selamat akun bu ne nedir nerede nasil neden misiniz icin ve merhaba
    tesekkurler jak jaki jaka jest czy gdzie kiedy dlaczego ile wasz prosze dziekuje hur vad var ar jag ni
    och inte tack par a me no in on an is was as so do man am de na da ang ng mga po paano ako saan ito ba
    kayo salamat
    """.split()  # noqa: SIM905  # as above
)
"""What sentences in other languages are held together by, and their thanks."""

FIRST_OF_SEVERAL = (
    "最初",
    "一つ目",
    "1つ目",
    "ひとつ目",
    "一件目",
    "1件目",
    "先に",
    "the first",
    "first one",
    "older",
    "earliest",
)
LAST_OF_SEVERAL = (
    "最後",
    "さっき",
    "先ほど",
    "直前",
    "後の方",
    "あとの方",
    "the last",
    "latest",
    "latter",
    "newest",
    "just now",
)
"""Signs of which enquiry is meant, the oldest or the newest."""

JAPANESE_ASKING = frozenset(
    """
    為る 居る 有る 成る 来る 無い 良い 言う 申す 教える 下さる 貰う 頂く 呉れる 遣る 致す 御座る 存ずる 聞く
    伺う 尋ねる 知る 願う 御願い 欲しい 思う 出来る 此の 其の 此れ 其れ 其方 此方 何方 何処 何の 何時 何 誰
    どう どんな もう 質問 方法 件 事 場合 方
    """.split()  # noqa: SIM905  # as above
)
"""Lemmas by which things are asked and asked for, whatever they are about."""

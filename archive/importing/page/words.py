"""The fixed phrases of pages: what a site prints round every article, in the languages of the collection.

Matched against folded text (`datewords.fold`: small letters without accents), so the phrases here may be written
with their accents. Structure decides first; these only name what structure can't.
"""

import re

from archive.importing.datewords import fold

LONGEST = 400


def folded(text: str) -> str:
    """The beginning of a text as the phrases are matched against it."""
    return " ".join(fold(text[:LONGEST])[0].split())


def is_house(text: str) -> bool:
    """Whether a short line in which a person could be named holds a word of houses or of the parts of a paper."""
    small = folded(text)
    return bool(MASTHEAD.search(small) or HOUSES.search(small) or AGENCIES.search(small) or KICKER.match(small))


def _pattern(phrases: str, frame: str = r"(?:{})\b") -> re.Pattern[str]:
    """A pattern of phrases, parted by strokes and line ends."""
    alternatives = "|".join(line.strip() for line in phrases.strip().splitlines())
    return re.compile(frame.format(fold(alternatives)[0]))


HOME = _pattern(
    r"""
    home(?: ?page)?|main page|front page|startseite|accueil|главная|головна|דף הבית|ראשי|ana ?sayfa|ana səhifə|գլխավոր
    inicio|portada|início|strona główna|αρχικη|الرئيسية
    """,
    frame=r"^[\W_]*(?:{})[\W_]*$",
)

# Lines that are one of these and nothing else.
BUTTONS = _pattern(
    r"""
    home|main page|menu|search|close|open|login|log ?in|log ?out|sign ?(?:in|up|out)|register|subscribe|donate
    shop|share
    tweet|print|e-?mail|save|copy link|copy|link|rss
    (?:next|previous|prev)(?: post| article| story)?|back|back to top|top
    skip to (?:main )?content|skip
    more|loading|accept(?: all)?|reject(?: all)?|ok|got it|i agree|about(?: us)?|contact(?: us)?
    advertise(?: with us)?
    careers|help|faq|sitemap|newsletters?|archives?|privacy(?: policy| notice)?
    terms(?: of (?:use|service)| and conditions)?
    advertisement|advertising|advertorial|sponsored(?: content)?|promoted|ad|comments?|no comments(?: yet)?
    reply|report
    trending(?: now)?|latest(?: news)?|breaking news|popular|most (?:read|popular|viewed|shared|commented)
    recommended
    related|related (?:articles|stories|posts|topics|news|links|content)|read more|read also|see also|more news
    tags?|topics?
    \d+ (?:comments?|shares?|views?|likes?|replies)|\d+ min(?:ute)?s? read|listen to this article|watch|video
    gallery|photos?
    главная|меню|поиск|закрыть|войти|вход|регистрация|подписаться|подписка|поделиться|печать|распечатать|реклама
    комментарии
    на главную|наверх|назад|далее|вперед|читайте также|читать далее|по теме|похожие (?:новости|статьи|материалы)
    новости
    последние новости|популярное|самое читаемое|теги|контакты|о нас|о проекте|ещё|еще|\d+ комментари\w*
    \d+ просмотр\w*
    דף הבית|ראשי|תפריט|חיפוש|סגור|התחבר(?:ות)?|הרשמה|שתפו?|שיתוף|הדפסה|פרסומת|תגובות|צור קשר|אודות|עוד|תגיות
    כתבות נוספות|קראו עוד|קרא עוד|הכי נקראות|דלג לתוכן|חדשות
    գլխավոր|մենյու|որոնում|որոնել|փակել|մուտք|գրանցվել|կիսվել|տպել|գովազդ|մեկնաբանություններ|կապ|մեր մասին
    ավելին
    կարդալ ավելին|կարդացեք նաև|լուրեր|ամենաշատ ընթերցված|պիտակներ
    ana ?sayfa|menü|ara|kapat|giriş(?: yap)?|üye ol|abone ol|paylaş|yazdır|reklam|yorumlar|yorum yap|iletişim
    hakkımızda
    devamını oku|ilgili haberler|son dakika|çok okunanlar|etiketler|haberler
    ana səhifə|əsas səhifə|axtar(?:ış)?|bağla|daxil ol|qeydiyyat|abunə ol|çap et|şərhlər|əlaqə|haqqımızda
    ardını oxu
    oxşar xəbərlər|son xəbərlər|ən çox oxunanlar|xəbərlər
    startseite|suche|schliessen|schließen|anmelden|abmelden|registrieren|abonnieren|teilen|drucken|anzeige
    werbung|kommentare
    kontakt|impressum|datenschutz|agb|über uns|mehr|weiterlesen|lesen sie auch|mehr zum thema|meistgelesen
    zur startseite
    accueil|recherche|rechercher|fermer|connexion|se connecter|s'inscrire|s'abonner|partager|imprimer|publicite
    commentaires
    contact|mentions legales|a propos|lire aussi|lire la suite|sur le meme sujet|les plus lus|plus|retour
    cite(?: this(?: article)?)?|cite as|how to cite|download(?: (?:pdf|citation|article))?|view pdf|pdf|hide|follow
    (?:enter |type )?your e-?mail(?: address)?|reuse this content|recommend(?: \d+)?|best|newest|oldest|views? ?:? ?\d+
    facebook|twitter|whatsapp|telegram|linkedin|reddit|pinterest|instagram|youtube
    просмотр\w* ?:? ?\d+|перегляд\w* ?:? ?\d+|okunma ?:? ?\d+|görüntülenme ?:? ?\d+|baxış ?:? ?\d+|צפיות ?:? ?\d+
    inicio|portada|menú|buscar|cerrar|entrar|iniciar sesión|regístrate|suscr[ií]bete|compartir|imprimir|publicidad
    comentarios|archivado en|etiquetas|más leídas|lo más leído|noticias relacionadas|contacto|aviso legal
    início|pesquisar|assine|partilhar|compartilhar|publicidade|comentários|relacionadas|mais lidas|contato|contacto
    cerca|chiudi|accedi|registrati|abbonati|condividi|stampa|pubblicità|commenti|leggi anche|articoli correlati
    contatti
    più letti|strona główna|szukaj|zamknij|zaloguj(?: się)?|zarejestruj się|subskrybuj|udostępnij|drukuj|reklama
    komentarze|czytaj (?:także|też|więcej)|powiązane|najczęściej czytane|kontakt|zoeken|sluiten|inloggen|abonneren
    delen|afdrukken|advertentie|reacties|lees (?:ook|meer)|meest gelezen|головна|пошук|закрити|увійти|реєстрація
    підписатися|поділитися|друкувати|реклама|коментарі|читайте також|читати далі|популярне|контакти
    αρχική|μενού|αναζήτηση|σύνδεση|εγγραφή|κοινοποίηση|εκτύπωση|διαφήμιση|σχόλια|επικοινωνία|διαβάστε (?:επίσης|ακόμα)
    الرئيسية|بحث|القائمة|تسجيل الدخول|اشترك|شارك|طباعة|إعلان|تعليقات|اقرأ (?:أيضا|المزيد)|الأكثر قراءة|اتصل بنا
    """,
    frame=r"^[\W_]*(?:{})[\W_\d]*$",
)

# Beginnings of lines that a site adds: sharing, subscribing, leading elsewhere.
STARTS = _pattern(
    r"""
    share (?:this|on|via|the|with|your)|share:|tweet (?:this|on)|e-?mail (?:this|a copy|to a|the|article|story)
    send (?:this|to a)
    print (?:this|article|page|version|friendly)|save (?:this|article)|follow (?:us|our|@)|like us|find us
    connect with us
    subscribe (?:to|now|for|today|here)|sign up (?:for|to|now|today|here)|sign in to|log in to
    register (?:to|for|now)
    join\b.{0,60}\b(?:now|today|for (?:just|only|free))|join (?:our|the conversation|the discussion|us on|us)
    get (?:our|the latest|the best|breaking)
    download (?:our|the) app
    related(?: articles| stories| posts| topics| news| links| content)?:
    read (?:more|also|next|the full|our)[: ]|see also:?
    read more|also read|more (?:from|on this|in this|stories|about):?
    you (?:may|might) (?:also )?(?:like|be interested)
    recommended (?:for|stories|articles|reading)|most (?:read|popular|viewed|shared)|don't miss
    editor'?s? picks?|up next
    tags?:|tagged(?: with| in)?:?|topics?:|keywords?:|filed under|categor(?:y|ies):|posted (?:in|under)|section:
    in this article:
    leave a (?:reply|comment)|post a comment|add (?:a )?comment|write a comment|comments? \(\d
    comments are closed|be the first to
    \d+ (?:comments?|responses|replies|thoughts) (?:on|to)|click (?:here|to|on)|skip to|back to|go to
    view (?:all|more|as|the)
    (?:©|\(c\)|copyright)|all rights reserved|terms (?:of|and)|privacy policy|cookies? (?:policy|settings)
    by continuing
    (?:we|this (?:web)?site|our (?:web)?site|this page) uses? cookies|support (?:our|us|independent)|donate
    become a member
    advertisement|sponsored (?:by|content)|story continues|article continues|continue reading|estimated reading
    reading time
    powered by|contact us|about us|report (?:an? )?(?:error|typo|this)|listen to|permalink|trackback
    short(?:ened)? url|source url|labels?:|sort(?:ed)? by|cite this|download (?:pdf|citation|this)|reuse this
    enter your e-?mail|show \d+ more|load more
    поделиться|подпи(?:шитесь|сывайтесь|саться)|читайте (?:также|нас|ещё)|читать (?:также|далее)|смотрите также
    теги:|рубрика:
    следите за|присоединяйтесь|оставить комментарий|добавить комментарий|все права защищены
    при использовании материалов
    по теме:|нашли ошибку|сообщить об ошибке|перейти к|мы используем|этот сайт использует|распечатать|метки:
    ключевые слова:
    שתפו?|הירשמו|הצטרפו|עקבו אחרינו|קראו (?:עוד|גם)|לקריאה נוספת|כל הזכויות שמורות|תגיות:|הוסף תגובה|הוספת תגובה
    לחצו
    אתר זה (?:משתמש|עושה שימוש)|תקנון|מדיניות פרטיות|עוד בנושא
    կիսվել|բաժանորդագրվ\w+|հետևեք|միացեք|կարդա(?:ցեք|լ) (?:նաև|ավելին)|բոլոր իրավունքները|պիտակներ[:՝]
    մեկնաբանել
    paylaş|abone ol|takip edin|bizi takip|ayrıca bakınız|ilgili haber|tüm hakları|etiketler:|yorum yaz|bu site
    çerez|kaynak:
    paylaş|abunə ol|bizi izləyin|həmçinin oxu|bütün hüquqlar|açar sözlər:|teqlər:|şərh yaz|saytda
    teilen|folgen sie|abonnieren|jetzt (?:anmelden|abonnieren)|lesen sie (?:auch|mehr)|mehr (?:zum|aus|von)
    alle rechte
    schlagw[oö]rter:|themen:|kommentar (?:schreiben|hinterlassen)|diese (?:web)?seite (?:verwendet|nutzt)
    wir (?:verwenden|nutzen) cookies
    partager|suivez-nous|abonnez-vous|inscrivez-vous|lire (?:aussi|la suite)|a lire|voir aussi|tous droits
    archivado en|se adhiere a|comparte|compartir|suscr[ií]bete|síguenos|lee también|leer más|todos los derechos
    etiquetas:|temas:|condividi|seguici|iscriviti|abbonati a|leggi (?:anche|tutto)|tutti i diritti
    riproduzione riservata|argomenti:|compartilh|partilh|assine|siga-nos|leia (?:também|mais)|todos os direitos
    udostępnij|obserwuj|zapisz się
    czytaj (?:także|też|więcej|dalej)|wszelkie prawa|tagi:|volg ons|deel (?:dit|op|via)|lees (?:ook|verder|meer)
    alle rechten|поділит|підпи(?:шіться|сатися)|читайте також|всі права|ключові слова|κοινοποι|ακολουθηστε|διαβαστε
    ολα τα δικαιωματα|شارك|تابعنا|اشترك|اقرأ أيضا|جميع الحقوق|שלחו תגובה|לקבלת הניוזלטר
    mots[- ]cles|ce site utilise
    laisser un commentaire|nous utilisons des cookies
    """,
    frame=r"^[\W_]*(?:{})",
)
# Of those, the ones behind which links to other articles follow.
LINKS_FOLLOW = _pattern(
    r"""
    related|read (?:more|also|next)|also read|see also|more (?:from|on|in|stories|about|news)|you (?:may|might)
    recommended
    most (?:read|popular|viewed|shared)|trending|latest|popular|don't miss|editor'?s? picks?|up next
    in other news
    читайте|по теме|похожие|смотрите также|популярное|самое читаемое|последние новости
    כתבות נוספות|קראו|עוד בנושא|לקריאה נוספת|הכי נקראות
    կարդա|նաև|ամենաշատ|ayrıca|ilgili|çok okunan|həmçinin|oxşar|ən çox|lesen sie|mehr (?:zum|aus|von)
    meistgelesen
    lire aussi|a lire|voir aussi|sur le meme|les plus lus
    lee también|noticias relacionadas|lo más leído|más leídas|leggi anche|articoli correlati|più letti|leia também
    mais lidas|czytaj (?:także|też)|powiązane|najczęściej czytane|lees ook|meest gelezen|читайте також|популярне
    διαβαστε|اقرأ أيضا|الأكثر قراءة
    """,
    frame=r"^[\W_]*(?:{})",
)

# Those with which an article is over.
CLOSING = _pattern(
    r"""
    share|tweet|e-?mail this|follow (?:us|our)|(?:©|\(c\)|copyright)|all rights reserved|tags?:|tagged|topics?:
    keywords?:|filed under
    categor(?:y|ies):|comments?|\d+ comments?|leave a|post a comment|add (?:a )?comment
    about (?:the )?(?:author|us)|contact us
    поделиться|все права|теги:|метки:|рубрика:|комментари|оставить комментарий|добавить комментарий|об авторе
    при использовании
    שתפו?|כל הזכויות|תגיות|תגובות|הוספת תגובה|կիսվել|բոլոր իրավունքները|պիտակներ|մեկնաբան|paylaş|tüm hakları
    bütün hüquqlar|etiketler
    teqlər|yorum|şərh|teilen|alle rechte|schlagw|kommentare?|partager|tous droits|mots[- ]cles
    (?:laisser un )?commentaires?|archivado en|etiquetas|todos los derechos|compart|condividi|tutti i diritti|commenti
    comentarios|comentários|todos os direitos|udostępnij|wszelkie prawa|tagi:|komentarze|delen|alle rechten|reacties
    поділит|всі права|коментарі|κοινοποι|σχολια|شارك|جميع الحقوق|تعليقات
    """,
    frame=r"^[\W_]*(?:{})",
)

# Names of places where things are shared, and the verbs of it: a line of little else is a share line.
SHARING = frozenset(
    fold(
        """
        share tweet facebook twitter x whatsapp telegram email e-mail mail print linkedin reddit pinterest vk vkontakte
        вконтакте ok odnoklassniki одноклассники viber instagram youtube tiktok threads bluesky mastodon tumblr
        messenger rss sms copy link save pocket flipboard xing line on via this article story post page to friend
        поделиться в на compartir compartilhar condividi udostępnij delen поділитися شارك على
        телеграм ватсап фейсбук твиттер שתף שתפו בפייסבוק בטוויטר בוואטסאפ կիսվել paylas partager teilen auf sur
        """
    )[0].split()
)

# The house speaks of its liability: not a word of the article.
DISCLAIMER = _pattern(
    r"""
    (?:views?|opinions?|statements?)\b.{0,120}\b(?:do(?:es)? not|don't|may not|not necessarily)
    (?:views?|opinions?|statements?)\b.{0,120}\bare (?:solely|entirely|those of)\b
    in no way (?:do(?:es)? \w+ )?(?:represents?|reflects?)\b|las opiniones.{0,80}no (?:reflejan|representan)
    le opinioni.{0,80}non (?:riflettono|rappresentano)|as opiniões.{0,80}não (?:refletem|representam)
    мнени[ея].{0,80}может не совпадать|не обязательно (?:отража|совпада)|редакция не несет ответственност
    הדעות המובאות|אינן משקפות|տեսակետ\w*.{0,80}(?:չհամընկնել|չեն արտահայտում|պատասխանատվություն)
    görüşleri?.{0,60}yansıtma|sorumluluğu.{0,30}aittir|mövqeyi.{0,80}(?:əks etdirm|uyğun)|məsuliyyət daşımır
    meinung.{0,80}nicht (?:unbedingt|notwendigerweise)|n'engagent que|ne reflet\w+ pas
    """,
    frame=r"(?:{})",
)

CREDITS = _pattern(
    r"""
    credits? photos?|photo(?:graph)?s?(?: ?credits?)?|image(?: credit)?s?|picture(?: credit)?|pic|credits?|illustration
    graphic|screenshot|video|courtesy
    фото(?:графия)?|снимок|иллюстрация|кадр|צילומ|צילום|תמונה|איור|קרדיט|լուսանկար\w*|նկար\w*|ֆոտո
    foto(?:ğraf|qraf)?|görsel|resim|şəkil|bild(?:quelle)?|quelle|abbildung|credit photo|credits? photos?
    photographie
    """,
    frame=r"(?:{})",
)
AGENCIES = _pattern(
    r"""
    reuters|afp|ap|epa(?:-efe)?|dpa|tass|тасс|getty(?: images)?|shutterstock|flash ?90|wikimedia(?: commons)?
    unsplash|istock|alamy
    anadolu(?: agency)?|sputnik|спутник|риа новости|interfax|интерфакс|jta|jns|azertac|azərtac|armenpress
    photolure|pool|file
    """,
    frame=r"\b(?:{})\b",
)

# What a page prints above a title: the sort of text, the section.
KICKER = _pattern(
    r"""
    for immediate release|press release|news release|breaking(?: news)?|exclusive|opinion|editorial|op-ed|analysis
    commentary|interview|feature|review|letters?(?: to the editor)?|special report|пресс-релиз|мнение|интервью|колонка
    эксклюзив|срочно|דעה|דעות|ראיון|בלעדי|הודעה לעיתונות|կարծիք|հարցազրույց|görüş|röportaj|söyleşi|özel haber
    müsahibə|rəy
    meinung|kommentar|interview|pressemitteilung|tribune|entretien|communique
    """,
    frame=r"^[\W_]*(?:{})[\W_]*$",
)
# Whom a letter addresses, in its first line.
SALUTATION = _pattern(
    r"""
    to (?:the|his|her|my|all|mr|mrs)|dear|sirs?|gentlemen|madam|уважаем\w+|дорог\w+|господ\w+|לכבוד|שלום רב
    sehr geehrte\w*|liebe\w*|monsieur|madame|chere?s?|sayin|degerli|hörmətli|հարգելի|սիրելի
    """,
    frame=r"^(?:{})\b.{{0,100}}$",
)

# The rights of the house, and what houses that publish are called.
RIGHTS = _pattern(
    r"""
    ©|\(c\)|copyright|all rights|все права|כל הזכויות|բոլոր իրավունքները|tüm hakları|bütün hüquqlar|alle rechte
    tous droits|todos los derechos|todos os direitos|tutti i diritti|wszelkie prawa|всі права|جميع الحقوق
    """,
    frame=r"(?:{})",
)
MASTHEAD = _pattern(
    r"""
    times|post|herald|tribune|gazette|ledger|courier|chronicle|observer|review|journal|magazine|daily|weekly|online
    notebook|newspaper|quarterly|blog|zeitung|bote|tageblatt|nachrichten|вестник|газета|журнал|gazetesi|qəzeti|dergisi
    թերթ|հանդես|diario|periódico|gaceta|giornale|corriere|jornal|dziennik|gazeta|krant|dagblad|εφημερίδα|جريدة|עיתון
    """,
    frame=r"(?:^(?:the |der |die |das |le |la |il |el |o )?(?:{0})\b|\b(?:{0})$)",
)
# Parts of a paper, and houses, where a name could stand.
HOUSES = _pattern(
    r"""
    news\w*|wire|media|press|radio|tv|agency|network|bureau|desk|team|sports?|politics|business|culture|world|health
    science|technology|economy|society|life\w*|arts|books|travel|affairs|east|europe|africa|asia|america|local|national
    international|region\w*|новости|политика|общество|культура|экономика|спорт|редакция|агентство|haberleri?|gündem
    spor|ajans\w*|siyaset|kültür|ekonomi|xəbərlər|siyasət|politik|wirtschaft|kultur|gesellschaft|politique|societe
    monde|economie|sociedad|política|cultura|economía|politica|società|polityka|kultura|sport
    """,
    frame=r"\b(?:{})\b",
)
# Where a writer works, below the name.
AFFILIATION = _pattern(
    r"""
    universit\w*|college|department|faculty|institut\w*|school of|academy|professor\w*|кафедр\w*|институт\w*
    университет\w*|академи\w*|üniversite\w*|universidad|università|uniwersytet\w*|אוניברסיט\w*|מכללה|համալսարան\w*
    """,
    frame=r"\b(?:{})\b",
)

PUBLISHED = _pattern(
    r"""
    (?:first |originally )?published|posted|publication date|date|issued|dated|опубликовано|дата(?: публикации)?
    размещено|פורסם(?: ב)?
    תאריך|հրապարակ\w*|ամսաթիվ|yayın(?:lanma)?(?: tarihi)?|tarih|dərc(?: olunub| edilib)?|tarix
    veröffentlicht(?: am)?|erschienen|stand
    publie|mis en ligne|submitted|publicado(?: el| em)?|pubblicato(?: il)?|opublikowano|gepubliceerd(?: op)?
    geplaatst(?: op)?|опубліковано|δημοσιευ\w*|نشر(?: في)?
    """,
)
UPDATED = _pattern(
    r"""
    (?:last )?(?:updated?|modified|edited|changed)|обновлено|изменено|עודכן|עדכון אחרון|թարմացվ\w*|güncelle\w*
    son güncelleme
    yenilən\w*|aktualisiert|zuletzt|geändert|mis a jour|modifie|actualizado|aggiornato|atualizado|zaktualizowano
    aktualizacja|bijgewerkt|оновлено|ενημερω\w*|آخر تحديث
    """,
)

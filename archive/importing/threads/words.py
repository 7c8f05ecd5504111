"""Words that pages print round comments: verbs of author lines, buttons, headings of threads, footers.

They are hints in the languages that the archive meets; a thread is found without any of them.
"""

import re


def _alternatives(words: str) -> str:
    """A pattern of words and phrases (`_` is a blank), the longest first."""
    phrases = sorted({re.escape(word.replace("_", " ")) for word in words.split()}, key=len, reverse=True)
    return "|".join(phrases)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Small words that stand inside names.
PARTICLES = _set(
    """von van der den de del della da di du la le el al bin ben bar ibn abu of the and y und et from in aus iz из ve
    və և"""
)
VERBS = _alternatives(
    """says said writes wrote comments commented replies replied responds responded asks asked adds added posted пишет
    пишут написал написала сказал сказала говорит ответил ответила yazdı yazıyor yazmış yazıb yazır dedi deyir
    diyor schrieb schreibt sagt sagte meint meinte antwortete a_écrit écrit a_dit dit escribió escribe dijo dice
    ha_scritto scrive disse escreveu diz schreef zegt כתב כתבה כותב כותבת אמר אמרה գրել_է գրում_է ասում_է ասաց
    գրեց"""
)
CONNECTORS = _alternatives("on at am um vom le el den в от tarixində tarihinde ב")
PREFIXES = _alternatives(
    """by from posted_by posted_on written_by submitted_by submitted_on comment_by comment_from reply_by reply_from
    left_by sent_by answered_by reposted_by commented_by
    комментарий_от сообщение_от kommentar_von beitrag_von commentaire_de comentario_de"""
)
FIELDS = _alternatives(
    """from name author user username nick nickname by автор имя от von autor auteur par por yazan müəllif göndərən
    gönderen מאת שם հեղինակ"""
)
DATED = _alternatives("date time posted datum zeit дата время tarih tarix saat fecha data heure תאריך ամսաթիվ")
ANSWERING = _alternatives(
    """in_reply_to in_response_to replied_to replies_to replying_to reply_to answered_to answers_to answering_to
    ответил_на ответила_на в_ответ_на antwortet_auf als_antwort_auf en_réponse_à en_respuesta_a in_risposta_a
    yanıt_olarak cavab_olaraq בתגובה_ל ի_պատասխան"""
)
AGES = _alternatives(
    """ago yesterday today just_now назад вчера сегодня тому vor gestern heute il_y_a hier hace ayer fa atrás ieri önce
    dün bugün əvvəl geri dünən לפני אתמול היום առաջ երեկ"""
)
DAYS = _alternatives("today yesterday сегодня вчера heute gestern bugün dün היום אתמול")
BUTTONS = _alternatives(
    """log_in_to_reply sign_in_to_reply click_to_reply reply quote permalink link share report report_abuse
    report_comment flag flag_as_inappropriate like likes dislike dislikes edit edited delete recommend
    recommended upvote downvote vote votes up down point points collapse expand more less hide replies show view
    follow unfollow thumbs agree disagree parent next prev root context embed save
    award
    embed save unsave context hide_child_comments ответить цитировать поделиться пожаловаться нравится ссылка
    yanıtla cevapla paylaş beğen şikayet_et cavabla bəyən cavab_ver antworten teilen melden zitieren gefällt_mir
    répondre partager signaler j'aime responder compartir denunciar me_gusta rispondi condividi השב הגב שתף דווח
    לייק պատասխանել կիսվել"""
)
HEADINGS = _alternatives(
    """comment comments reader_comments readers'_comments readers’_comments user_comments all_comments latest_comments
    responses talkback talkbacks discussion reactions thoughts conversation the_conversation the_discussion
    leave_a_comment leave_a_reply post_a_comment add_a_comment join_the_discussion join_the_conversation
    have_your_say your_comments letters what_readers_say what_our_readers_say readers_write view_comments
    комментарии комментариев комментария комментарий обсуждение отзывы мнения_читателей yorum yorumlar
    okur_yorumları şərh şərhlər rəy rəylər müzakirə kommentare kommentar leserkommentare beiträge commentaires
    commentaire réactions comentarios comentario opiniones commenti reacties תגובות תגובה մեկնաբանություն
    մեկնաբանություններ կարծիքներ التعليقات تعليقات"""
)
FURNITURE = _alternatives(
    """copyright all_rights_reserved terms_of_use terms_of_service privacy_policy cookie cookies powered_by subscribe
    newsletter sign_up log_in logged_in login contact_us about_us advertise advertisement sitemap site_map
    back_to_top leave_a_reply leave_a_comment post_a_reply post_a_comment add_a_comment your_email_address
    comments_are_closed older_posts older_comments newer_posts newer_comments load_more next_page previous_page
    related_posts related_articles related_stories read_more you_may_also_like most_read share_this follow_us
    all_content no_part_of_this все_права_защищены подписаться обратная_связь политика_конфиденциальности
    комментарии_закрыты реклама tüm_hakları_saklıdır bütün_hüquqlar_qorunur gizlilik iletişim əlaqə künye
    alle_rechte_vorbehalten impressum datenschutz tous_droits_réservés mentions_légales todos_los_derechos
    כל_הזכויות_שמורות צור_קשר תנאי_שימוש բոլոր_իրավունքները հետադարձ_կապ"""
)
# What a page says below its last comment: come and write one, or no more are taken.
INVITATIONS = re.compile(
    r"""\W*(?:please\s|want\sto\s)?(?:(?:write|post|add|leave|submit|make)\s(?:a|your|an|another|your\sown)\s(?:new\s)?
        (?:comment|reply|response|opinion|message)|log\sin\sto\s\w+|.{0,30}\bcomments?\b.{0,30}\b(?:closed|disabled|locked)
        |(?:добавить|оставить|написать)\s(?:свой\s)?(?:комментарий|отзыв)|комментирование\s.{0,20}закрыто
        |(?:bir\s)?yorum\s(?:yaz|ekle|yap|gönder)\w*|(?:bir\s)?(?:şərh|rəy)\s(?:yaz|əlavə\set)\w*|yorumlar\s.{0,20}kapalı\w*
        |(?:einen\s)?kommentar\s(?:schreiben|verfassen|hinterlassen|abgeben)|kommentare\s.{0,20}geschlossen
        |(?:laisser|ajouter|écrire|poster)\sun\scommentaire|(?:deja|dejar|escribe|escribir|añadir)\s(?:un|tu)\scomentario
        |(?:lascia|scrivi|aggiungi)\sun\scommento|(?:הוסף|הוסיפו|כתוב|כתבו|השאר|השאירו)\s(?:תגובה|תגובות)
        |(?:ավելացնել|գրել|թողնել)\sմեկնաբանություն)\b.{0,60}""",
    re.IGNORECASE | re.VERBOSE,
)
FOOTERS = re.compile(rf"©|\(c\)\s|\b(?:{FURNITURE})\b|حقوق", re.IGNORECASE)
MENU = re.compile(r"[^|·•/»]{1,30}(?:\s[|·•/»]\s[^|·•/»]{1,30}){2,}")
LONGEST_FURNITURE = 240

HEADING = re.compile(
    rf"\W*(?:(?:there\s(?:are|is)\s)?(?P<before>\d[\d.,]*)\s+)?(?:{HEADINGS})\b(?:\s*[:(\[–—-]*\s*(?P<after>\d[\d.,]*)\W*)?"
    r"(?:\s+(?:to|on|about|so far|zu|sur|sobre|к|на)\b.{0,160})?\W*",
    re.IGNORECASE,
)


def heading(text: str) -> tuple[bool, int | None]:
    """Whether a row is the heading of a thread, and how many comments it promises."""
    found = HEADING.fullmatch(text) if len(text) <= LONGEST_FURNITURE else None
    if not found:
        return False, None
    number = found["before"] or found["after"]
    digits = re.sub(r"\D", "", number or "")
    return True, int(digits) if digits else None


def footer(text: str) -> bool:
    """Whether a row looks like the furniture below the last comment."""
    return len(text) <= LONGEST_FURNITURE and bool(
        FOOTERS.search(text) or INVITATIONS.fullmatch(text) or MENU.fullmatch(text)
    )

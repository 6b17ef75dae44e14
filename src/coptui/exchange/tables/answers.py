"""Answers in cells, in many languages: yes and no, who came, and what was replied to an invitation."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from coptui.core.model.text import fold

Status = Literal["attended", "late", "absent", "excused", "no-show"]
# In the order of the record: typing takes the same words in another order for one type.
Reply = Literal["yes", "maybe", "no"]

_YES = (
    "yes|y|yep|true|1|ok|ja|j|oui|o|sí|si|s|sim|da|tak|t|ano|kyllä|k|joo|igen|i|evet|e|да|так|ναι|はい|有|예|네|是|x|✓|✔|☑|✅|√|●|○|◯|•|+|v|wahr|vrai|verdadero|verdadeiro|vero|waar|prawda|pravda|doğru|истина|on|checked"
)  # fmt: skip
_NO = (
    "no|n|nope|false|0|nein|non|não|nao|nee|nie|ne|nej|nei|ei|e i|nem|hayır|h|нет|ні|όχι|いいえ|無|아니오|아니요|否|✗|✘|☐|❌|×|✖|falsch|faux|falso|onwaar|fałsz|nepravda|yanlış|ложь|off|unchecked"
)  # fmt: skip
_CAME = (
    "attended|present|checked in|checked in attended|was there|here|came|showed up|participated|in person|online|arrived|anwesend|teilgenommen|eingecheckt|war da|erschienen|da|dabei|présent|présente|participé|venu|enregistré|asistió|presente|registrado|compareceu|participou|ha partecipato|aanwezig|deelgenomen|ingecheckt|obecny|obecna|obecny a|uczestniczył|přítomen|přítomna|přítomný|zúčastnil se|närvarande|närvarade|deltog|incheckad|til stede|tilstede|mødt|deltok|møtt|oppmøtt"
    "|läsnä|paikalla|osallistui|jelen|jelen volt|részt vett|katıldı|geldi|mevcut|burada|присутствовал|присутствовала|присутствует|был|была|був присутній|була присутня|присутній|присутня|παρών|παρούσα|συμμετείχε|出席|参加|出席した|출석|참석|참석함|到场|到場|已签到|已簽到|出席了"
)  # fmt: skip
_NOT_CAME = (
    "absent|not attended|did not attend|not checked in|not present|missing|away|abwesend|fehlt|fehlend|nicht teilgenommen|nicht anwesend|nicht erschienen|nicht eingecheckt|absente|non présent|pas venu|ausente|no asistió|no presente|faltou|não compareceu|assente|non presente|non ha partecipato|afwezig|niet aanwezig|nieobecny|nieobecna|nieobecny a|nepřítomen|nepřítomna|nepřítomný|neúčast|frånvarande|ej närvarande|fraværende|ikke til stede|ikke tilstede|ikke møtt|udeblevet"
    "|poissa|ei paikalla|hiányzott|nincs jelen|nem jelent meg|hiányzó|yok|katılmadı|gelmedi|отсутствовал|отсутствовала|отсутствует|не был|не была|був відсутній|відсутній|відсутня|απών|απούσα|欠席|不参加|결석|불참|缺席|未到|未签到|未簽到|未出席"
)  # fmt: skip
_NO_SHOW = "no show|noshow|did not show|nicht gekommen|no se presentó|nicht da"
_LATE = "late|verspätet|zu spät|en retard|retard|tarde|llegó tarde|atrasado|in ritardo|te laat|spóźniony|spóźniona|pozdě|sen|försenad|forsinket|myöhässä|késett|geç|geç kaldı|опоздал|опоздала|запізнився|запізнилася|αργοπορημένος|遅刻|지각|迟到|遲到"
_EXCUSED = "excused|apologies|sent apologies|entschuldigt|excusé|excusée|justificado|justificada|disculpado|giustificato|afgemeld|usprawiedliwiony|usprawiedliwiona|omluven|omluvena|anmält förhinder|meldt afbud|afbud|forfall|pyysi anteeksi|igazoltan távol|mazeretli|уважительная причина|поважна причина|δικαιολογημένος|事前連絡あり|사유결석|请假|請假"
_ACCEPTED = "accepted|accept|attending|going|coming|confirmed|approved|registered|will attend|zugesagt|zusage|nimmt teil|angemeldet|bestätigt|accepté|confirmé|inscrit|participe|aceptado|aceptada|confirmado|confirmada|aceitou|aceite|accettato|confermato|iscritto|geaccepteerd|aangemeld|bevestigd|zaakceptowane|zaakceptował|potwierdzony|potwierdzona|přijato|potvrzeno|přihlášen|accepterat|tackat ja|anmäld|bekräftad|accepteret|tilmeldt|bekræftet|godtatt|påmeldt|bekreftet|hyväksytty|ilmoittautunut|tulossa|elfogadva|elfogadta|jelentkezett|kabul|kabul etti|onaylandı|katılacak|принято|принял|подтверждено|придёт|прийнято|підтверджено|αποδοχή|επιβεβαιωμένος|承諾|参加予定|承認済み|수락|참석 예정|승인됨|接受|已接受|已批准|已确认|已報名"
_DECLINED = "declined|decline|not attending|not going|cancelled|canceled|denied|rejected|refunded|transferred|deleted|withdrawn|not coming|abgesagt|absage|abgelehnt|storniert|refusé|décliné|annulé|rechazado|rechazada|cancelado|cancelada|recusou|recusado|rifiutato|annullato|declinato|geweigerd|geannuleerd|odrzucone|odrzucił|anulowane|odmítnuto|zrušeno|avböjt|tackat nej|avbokad|afvist|afmeldt|avslått|avmeldt|hylätty|peruttu|ei tule|elutasítva|elutasította|lemondta|reddetti|reddedildi|iptal|отклонено|отклонил|отменено|не придёт|відхилено|скасовано|απόρριψη|ακυρώθηκε|辞退|不参加予定|キャンセル|거절|취소|拒绝|已拒绝|已取消|已拒絕"
_PERHAPS = "maybe|perhaps|tentative|waitlist|waitlisted|waiting list|pending|pending approval|interested|unsure|vielleicht|mit vorbehalt|warteliste|ausstehend|peut-être|provisoire|liste d'attente|en attente|quizás|tal vez|provisional|lista de espera|pendiente|talvez|provisório|pendente|forse|provvisorio|lista d'attesa|in attesa|misschien|voorlopig|wachtlijst|może|wstępnie|lista rezerwowa|možná|nezávazně|kanske|preliminärt|väntelista|måske|foreløbig|venteliste|kanskje|ehkä|alustava|jonotuslista|talán|feltételes|várólista|belki|geçici|bekleme listesi|возможно|под вопросом|лист ожидания|можливо|ίσως|未定|たぶん|仮|미정|보류|待定|也许|暂定|暫定|候补"
_UNANSWERED = "invited|no response|no reply|needs action|not responded|eingeladen|keine antwort|invité|pas de réponse|invitado|sin respuesta|convidado|sem resposta|invitato|nessuna risposta|uitgenodigd|geen antwoord|zaproszony|brak odpowiedzi|pozván|bez odpovědi|inbjuden|inget svar|inviteret|intet svar|invitert|ikke svart|kutsuttu|ei vastausta|meghívva|nincs válasz|davet edildi|yanıt yok|приглашён|нет ответа|запрошено|немає відповіді|προσκεκλημένος|招待済み|未回答|초대됨|응답 없음|已邀请|未回复|未回覆"
EMPTY = frozenset(("", "-", "--", "---", "–", "—", "n/a", "na", "#n/a", "nan", "null", "none"))
"""What stands in a cell that says nothing; folded."""


def _set(words: str) -> frozenset[str]:
    return frozenset(_plain(word) for word in words.split("|"))


def _plain(text: str) -> str:
    # A single sign is the answer itself, not decoration around one.
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split()) or fold(text)


YES, NO = _set(_YES), _set(_NO)
_STATUS: tuple[tuple[frozenset[str], Status], ...] = (
    (_set(_NO_SHOW), "no-show"), (_set(_NOT_CAME), "absent"), (_set(_CAME), "attended"), (_set(_LATE), "late"), (_set(_EXCUSED), "excused"),
)  # fmt: skip
_REPLIES: tuple[tuple[frozenset[str], Reply], ...] = (
    (_set(_ACCEPTED), "yes"), (_set(_DECLINED), "no"), (_set(_PERHAPS), "maybe"),
)  # fmt: skip
_NO_ANSWER = _set(_UNANSWERED)


@lru_cache(maxsize=4096)
def yes_or_no(text: str) -> bool | None:
    """Return what a cell says to a question; None if it's neither yes nor no."""
    word = _plain(text[:60])
    return True if word in YES else False if word in NO else None


@lru_cache(maxsize=4096)
def status_of(text: str) -> Status | None:
    """Return what a word says of attendance (`Present`, `abwesend`); None for any other word."""
    word = _plain(text[:60])
    return next((status for words, status in _STATUS if word in words), None)


@lru_cache(maxsize=4096)
def came(text: str) -> Status | None:
    """Return what a cell of a column about attendance says; None if that is unknown."""
    said = status_of(text)
    if said is not None:
        return said
    answer = yes_or_no(text)
    return None if answer is None else "attended" if answer else "absent"


@lru_cache(maxsize=4096)
def reply_word(text: str) -> Reply | Literal["none"] | None:
    """Return what a word replies to an invitation (`declined`); None for any other word."""
    word = _plain(text[:60])
    if word in _NO_ANSWER:
        return "none"
    return next((reply for words, reply in _REPLIES if word in words), None)


@lru_cache(maxsize=4096)
def reply_of(text: str) -> Reply | Literal["none"] | None:
    """Return the reply in a column of replies; None for an empty cell."""
    if not text.strip():
        return None
    said = reply_word(text)
    if said is not None:
        return said
    answer = yes_or_no(text)
    if answer is None and status_of(text) is not None:
        return "yes" if status_of(text) in ("attended", "late") else "no"
    return "maybe" if answer is None else "yes" if answer else "no"

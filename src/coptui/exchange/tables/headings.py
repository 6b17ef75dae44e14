"""What a heading says of its column, in many languages; the one place where such words stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from coptui.core.model.entry import EntryOf, entries_of
from coptui.core.model.records import Member
from coptui.core.model.text import fold

# English first, then German, French, Spanish, Portuguese, Italian, Dutch, Polish, Czech, Swedish,
# Danish, Norwegian, Finnish, Hungarian, Turkish, Russian, Ukrainian, Greek, Japanese, Korean,
# Chinese, and some of others. The first meaning of a word counts.
_WORDS: Mapping[str, str] = {
    "first name": (
        "first name|firstname|first|given name|givenname|given|forename|vorname|vornamen|rufname|prénom|prénoms|primer nombre"
        "|nombre de pila|nombres|primeiro nome|nome próprio|nome di battesimo|voornaam|roepnaam|imię|imiona|křestní jméno|förnamn|tilltalsnamn"
        "|fornavn|etunimi|keresztnév|utónév|adı|ön ad|имя собственное|μικρό όνομα|名|名（名）|이름（명）|prenume|meno|prvo ime|eesnimi"
    ),
    "last name": (
        "last name|lastname|last|surname|sur name|family name|familyname|family|nachname|familienname|zuname|nom de famille|nom d usage"
        "|apellido|apellidos|primer apellido|sobrenome|apelido|último nome|cognome|achternaam|familienaam|nazwisko|nazwiska|příjmení|efternamn"
        "|etternavn|efternavn|sukunimi|vezetéknév|családnév|soyad|soyadı|soyisim|фамилия|прізвище|επώνυμο|επίθετο|姓|氏|苗字|성|성씨|姓氏"
        "|nume de familie|priezvisko|priimek|prezime|perekonnanimi|pavardė|uzvārds|cognoms"
    ),
    "name": (
        "name|celé meno|пълно име|names|full name|fullname|display name|displayname|user name|name original name|user name original name|your name|what is your name"
        "|what s your name|participant|participant name|attendee|attendee name|attendees|member|member name|person|contact|contact name|who|guest name"
        "|vollständiger name|vollname|teilnehmer|teilnehmerin|teilnehmende|teilnehmer in|teilnehmername|anzeigename|mitglied|ihr name|dein name|vor und nachname"
        "|nachname vorname|nom complet|nom et prénom|prénom et nom|nom prénom|nom affiché|votre nom|participante|participants|membre|adhérent|nom"
        "|nombre completo|nombre y apellidos|nombre y apellido|apellidos y nombre|asistente|miembro|socio|nombre|nome completo|nome e sobrenome|nome e apelido"
        "|membro|sócio|nome|nome e cognome|cognome e nome|nominativo|partecipante|naam|volledige naam|weergavenaam|deelnemer|voor en achternaam|lid"
        "|imię i nazwisko|nazwisko i imię|imię nazwisko|uczestnik|uczestniczka|członek|nazwa|nazwa wyświetlana|nazwa użytkownika|jméno a příjmení"
        "|příjmení a jméno|jméno příjmení|celé jméno|účastník|člen|jméno|namn|fullständigt namn|för och efternamn|deltagare|medlem|visningsnamn"
        "|navn|fullt navn|fulde navn|for og efternavn|for og etternavn|deltager|deltaker|visningsnavn|nimi|koko nimi|osallistuja|jäsen|näyttönimi"
        "|név|teljes név|résztvevő|résztvevő neve|megjelenítendő név|ad soyad|adı soyadı|ad ve soyad|isim|isim soyisim|tam ad|katılımcı|üye|ad|görünen ad"
        "|имя и фамилия|фамилия и имя|фамилия имя|фамилия имя отчество|фио|ф и о|полное имя|участник|имя участника|имя|отображаемое имя"
        "|ім'я та прізвище|ім'я і прізвище|прізвище та ім'я|піб|повне ім'я|учасник|ім'я|ім я|ονοματεπώνυμο|όνομα και επώνυμο|ονομα επωνυμο|πλήρες όνομα"
        "|συμμετέχων|μέλος|όνομα|氏名|名前|お名前|フルネーム|参加者|参加者名|会員名|表示名|이름|성명|성함|참가자|참석자|회원|회원명|표시 이름"
        "|姓名|名字|名称|名稱|全名|参与者|參與者|参会者|與會者|成员|成員|会员|會員|显示名称|顯示名稱|nume|nume și prenume|nume complet|meno a priezvisko"
        "|ime in priimek|ime i prezime|ime|име|име и фамилия|vardas|vardas pavardė|vārds|vārds uzvārds|ees ja perekonnanimi|nom i cognoms|ชื่อ|ชื่อ นามสกุล|họ và tên|tên|nama"
        "|nama lengkap|الاسم|שם|שם מלא|نام"
    ),
    "email": (
        "email|correu electrònic|adreça electrònica|adresă de email|имейл адрес|e mail|mail|email address|e mail address|mail address|emailaddress|emails|email id|e mail 1 value|primary email|registration email|reply to address"
        "|e mail adresse|mailadresse|emailadresse|email adresse|e mail adressen|elektronische adresse|adresse e mail|adresse email|adresse mail|adresse électronique|courriel|mél"
        "|adresse de messagerie|correo|correo electrónico|dirección de correo electrónico|dirección de correo|e mail del usuario|endereço de e mail|endereço de email|correio eletrônico"
        "|correio electrónico|posta elettronica|indirizzo email|indirizzo e mail|indirizzo di posta elettronica|e mailadres|mailadres|emailadres|adres e mail|adres email|adres mailowy"
        "|poczta elektroniczna|poczta|e mailová adresa|emailová adresa|e post|epost|e postadress|e postadresse|epostadress|e mailadresse|mejl|mejladress|sähköposti|sähköpostiosoite|s posti"
        "|email cím|e mail cím|levelezési cím|e posta|eposta|e posta adresi|электронная почта|адрес электронной почты|эл почта|почта|имейл|емейл|электронный адрес|електронна пошта"
        "|адреса електронної пошти|ел пошта|пошта|ηλεκτρονικό ταχυδρομείο|ηλ ταχυδρομείο|διεύθυνση email|διεύθυνση ηλεκτρονικού ταχυδρομείου|メール|メールアドレス|eメール|電子メール"
        "|이메일|이메일 주소|전자우편|메일|邮箱|郵箱|电子邮件|電子郵件|电子邮箱|電子信箱|邮件|邮箱地址|电子邮件地址|電子郵件地址|อีเมล|البريد الإلكتروني|דוא ל|adresa de email|eл поща"
    ),
    "middle name": "middle name|middle names|additional name|weitere vornamen|autre prénom|deuxième prénom|segundo nombre|segundo nome|secondo nome|tweede naam|drugie imię|prostřední jméno|mellannamn|mellemnavn|mellomnavn|toinen nimi|második utónév|ikinci ad|отчество|по батькові|ミドルネーム|중간 이름|中间名",
    "organisation": (
        "organisation|organization|org|company|company name|organization name|associated company|employer|institution|institute|affiliation|workplace|school|firma|unternehmen|arbeitgeber|einrichtung|verein|schule"
        "|entreprise|société|organisme|établissement|association|empresa|organización|institución|organização|instituição|azienda|ente|organizzazione|istituzione|bedrijf|organisatie|werkgever|instelling"
        "|organizacja|instytucja|firma nazwa|nazwa firmy|organizace|instituce|företag|organisasjon|virksomhed|bedrift|arbejdsplads|arbetsgivare|arbeidsgiver|yritys|organisaatio|szervezet|cég|cégnév|munkahely"
        "|kurum|şirket|kuruluş|организация|компания|место работы|учреждение|організація|компанія|установа|місце роботи|οργανισμός|εταιρεία|φορέας|所属|会社|会社名|組織|団体|勤務先|소속|회사|기관|단체|单位|單位|公司|机构|機構|组织|組織"
    ),
    "unit": (
        "unit|department|dept|team|division|organization department|organization 1 department|abteilung|bereich|service|département|departamento|área|reparto|ufficio|settore|afdeling|avdelning|avdeling|osasto|dział|oddělení|osztály"
        "|részleg|bölüm|birim|departman|отдел|подразделение|відділ|підрозділ|τμήμα|部署|部門|部门|部局|부서"
    ),
    "position": "position|job title|jobtitle|job|occupation|profession|title at work|beruf|tätigkeit|berufsbezeichnung|stelle|fonction|poste|profession|titre du poste|cargo|puesto|profesión|profissão|professione|posizione|mansione|functie|beroep|functietitel|stanowisko|zawód|pozice|povolání|befattning|yrke|stilling|stillingsbetegnelse|ammattinimike|tehtävänimike|beosztás|munkakör|iş unvanı|görev|meslek|должность|профессия|посада|професія|θέση εργασίας|επάγγελμα|役職|職業|職種|직책|직위|직업|职位|職稱|职务",
    "location": (
        "location|office location|city|town|place|ort|business city|home city|ort geschäftlich|ort privat|ciudad del trabajo|cidade comercial|cidade residencial|miasto służbowe|arbejdsby|stadt|wohnort|standort|ville|lieu|commune|ciudad|localidad|lugar|população|localidade|località|città|luogo|comune|plaats|woonplaats|stad|cidade|country|land|pays|país|paese|miasto|miejscowość|kraj"
        "|město|obec|bydliště|země|by|ort stad|hemort|bosted|bopæl|poststed|paikkakunta|kaupunki|kotipaikka|maa|város|település|lakhely|ország|şehir|il|yer|город|населённый пункт|место жительства|страна|місто|населений пункт|країна|πόλη|τόπος|χώρα"
        "|住所|市区町村|都市|所在地|国|도시|지역|거주지|국가|城市|所在地|地区|地區|国家|國家"
    ),
    "phone": (
        "phone|phone number|phone no|telephone|telephone number|tel|tel no|mobile|mobile phone|mobile number|mobile no|mobilephone|cell|cell phone|telefon|telefonnummer|telefonnr|handy|handynummer|mobil|mobilnummer|mobiltelefon|rufnummer"
        "|téléphone|numéro de téléphone|portable|téléphone portable|teléfono|número de teléfono|móvil|teléfono móvil|celular|telefone|telemóvel|número de telefone|telefono|cellulare|numero di telefono|telefoon|telefoonnummer|mobiel"
        "|numer telefonu|nr telefonu|komórka|telefon komórkowy|telefonní číslo|mobilní telefon|telefonszám|mobiltelefonszám|puhelin|puhelinnumero|matkapuhelin|telefonnummer mobil|telefon numarası|cep telefonu|gsm|телефон|номер телефона|мобильный"
        "|мобильный телефон|моб телефон|номер телефону|мобільний|мобільний телефон|τηλέφωνο|αριθμός τηλεφώνου|κινητό|κινητό τηλέφωνο|電話|電話番号|携帯|携帯電話|携帯番号|전화|전화번호|휴대폰|휴대전화|연락처|电话|電話號碼|电话号码|手机|手機|手机号"
        "|whatsapp|signal"
    ),
    "joined": (
        "joined|joined on|join date|date joined|member since|membership since|created|created at|created on|create date|created date|account created|registered|registered on|since|subscribed|start date|entry date|enrolled|mitglied seit|beigetreten|beigetreten am"
        "|beitritt|beitrittsdatum|eintritt|eintrittsdatum|eingetreten|eingetreten am|dabei seit|seit|membre depuis|date d'adhésion|date adhésion|adhésion|adhérent depuis|date d'entrée|inscrit le|depuis|miembro desde|fecha de alta|alta|fecha de ingreso|fecha de inscripción|desde"
        "|membro desde|data de adesão|data de inscrição|membro dal|socio dal|iscritto dal|data iscrizione|data di iscrizione|data adesione|dal|lid sinds|lid vanaf|sinds|datum toetreding|inschrijfdatum|medlem sedan|medlem siden|med sedan|gick med|inträdesdatum|indmeldt|indmeldelsesdato"
        "|innmeldt|innmeldingsdato|jäsen alkaen|liittynyt|liittymispäivä|jäsenyys alkoi|członek od|data dołączenia|data przystąpienia|data wstąpienia|dołączył|od|člen od|datum vstupu|datum přijetí|přistoupil|tag óta|csatlakozott|csatlakozás dátuma|belépés dátuma|belépés|üyelik tarihi"
        "|üye olma tarihi|katılma tarihi|katılım tarihi|дата вступления|вступил|в сообществе с|участник с|дата вступу|вступив|учасник з|дата регистрации|ημερομηνία εγγραφής|μέλος από|εγγραφή|入会日|加入日|登録日|参加日|가입일|가입일자|입회일|등록일|加入日期|入会日期|加入时间戳|注册日期|入會日期"
    ),
    "interests": "interests|interest|topics|topics of interest|interessen|themen|interessengebiete|centres d'intérêt|intérêts|intereses|temas|interesses|interessi|temi|interesses|zainteresowania|zájmy|intressen|interesser|kiinnostukset|érdeklődés|ilgi alanları|интересы|інтереси|ενδιαφέροντα|興味|関心|관심사|兴趣|興趣",
    "tags": "tags|tag|labels|label|categories|category|kategorien|étiquettes|catégories|etiquetas|categorías|etichette|labels tags|taggar|címkék|etiketler|метки|мітки|ετικέτες|タグ|태그|标签|標籤",
    "groups": (
        "groups|group|chapter|chapters|circle|circles|desk|desks|branch|branches|sub group|sub groups|subgroup|subgroups|local group|working group|gruppen|gruppe|ortsgruppe|regionalgruppe|arbeitsgruppe|kreis|groupes|groupe|antenne|cercle|grupos|grupo|círculo|capítulo|núcleo"
        "|gruppi|gruppo|circolo|groepen|groep|kring|grupy|grupa|koło|skupiny|skupina|grupper|grupp|lokalgrupp|ryhmät|ryhmä|csoportok|csoport|gruplar|grup|группы|группа|групи|група|ομάδες|ομάδα|グループ|支部|그룹|지부|分组|小组"
    ),
    "minutes": (
        "minutes|minute|duration|actual duration|minutes attended|time attended|total duration|duration attended|attendance duration|meeting duration|in meeting duration|time in session|time in meeting|session duration|elapsed minutes|elapsed time|length|length of stay|total time|attended minutes|time spent|dauer|gesamtdauer|dauer in der besprechung|dauer der besprechung|teilnahmedauer"
        "|anwesenheitsdauer|minuten|durée|durée totale|durée de présence|temps de présence|durée de la réunion|durée en réunion|duración|duración total|tiempo en la reunión|duración en la reunión|duración de la reunión|tiempo de asistencia|minutos|duração|duração total|tempo na reunião|tempo de permanência|duração na reunião|durata|durata totale|durata della riunione|durata della partecipazione|tempo di partecipazione|minuti"
        "|duur|totale duur|duur van de vergadering|duur in vergadering|aanwezigheidsduur|minuten aanwezig|czas trwania|całkowity czas trwania|czas uczestnictwa|czas w spotkaniu|minuty|doba trvání|trvání|celková doba|délka|doba účasti|varaktighet|total varaktighet|varaktighet i möte|varighed|samlet varighed|mødevarighed|varighet|samlet varighet|varighet i møte"
        "|kesto|kokonaiskesto|kokouksen kesto|läsnäoloaika|időtartam|teljes időtartam|részvétel időtartama|süre|toplam süre|toplantı süresi|katılım süresi|dakika|длительность|продолжительность|общая продолжительность|время участия|минуты|минут|тривалість|загальна тривалість|час участі|хвилини|διάρκεια|συνολική διάρκεια|διάρκεια σύσκεψης|λεπτά"
        "|期間|参加時間 分|滞在時間|会議内の期間|所要時間|合計時間|参加時間（分）|기간|참여 시간|총 시간|참석 시간 분|소요 시간|持续时间|持續時間|时长|時長|会议中持续时间|會議中持續時間|总时长|參與時間長度|ระยะเวลา|времетраене"
    ),
    "seconds": "seconds|duration seconds|sekunden|secondes|segundos|secondi|seconden|sekundy|sekunder|sekuntia|másodperc|saniye|секунды|секунди|δευτερόλεπτα|秒|초",
    "hours": "hours|duration hours|stunden|heures|horas|ore|uren|godziny|hodiny|timmar|timer|tunnit|óra|saat|часы|години|ώρες|時間数|시간수|小时|小時",
    "days": "days|duration days",
    "joined at": (
        "joined at|ora intrării|ora conectării|ora participării|čas pripojenia|čas príchodu|hora d'entrada|hora d'arribada|join|join time|joined time|time joined|time in|in|arrival|arrival time|arrived|arrived at|first join|first joined|check in|check in time|check in times|checked in at|entered|entry time|session start|came|enter time|beitrittszeit|beitritt um|erster beitritt|teilnahmebeginn|eintrittszeit|ankunft|gekommen|kam|von|beginn der teilnahme|zeitpunkt des beitritts|beitrittszeitpunkt"
        "|heure d'arrivée|arrivée|première participation|première connexion|heure de connexion|heure d'entrée|entrée|hora de entrada|hora de unión|primera entrada|hora de ingreso|entrada|llegada|hora de llegada|unión|primera unión|hora de incorporación|hora de participação|primeira entrada|chegada|hora de ingresso|ingresso|primeiro ingresso|ora di ingresso|ora di accesso|primo accesso|arrivo|ora di partecipazione|prima partecipazione|entrata|ora di entrata"
        "|tijd van deelname|deelnametijd|eerste deelname|aankomst|aankomsttijd|binnengekomen|aanvangstijd deelname|begintijd deelname|czas dołączenia|godzina dołączenia|pierwsze dołączenie|wejście|godzina wejścia|przybycie|čas připojení|první připojení|připojení|příchod|čas příchodu|anslöt|anslöt först|anslutningstid|ankomst|ankomsttid|gick med kl|tilslutningstidspunkt|første deltagelse|deltog først|tilsluttede|deltok først|ble med|ble med kl|tidspunkt for deltakelse|første deltakelse|kom"
        "|liittymisaika|ensimmäinen liittyminen|liittyi|saapui|saapumisaika|csatlakozás ideje|csatlakozás időpontja|első csatlakozás|csatlakozás|érkezés|katılma zamanı|katılım zamanı|ilk katılma|ilk katılım|giriş|giriş saati|giriş zamanı|geliş|время входа|время присоединения|первое присоединение|время подключения|вход|пришёл|первый вход|час входу|час приєднання|перше приєднання|вхід|прийшов|ώρα συμμετοχής|πρώτη συμμετοχή|ώρα εισόδου|είσοδος|άφιξη|ώρα άφιξης"
        "|参加時刻|最初の参加|入室時刻|入室|参加時間|入室時間|참가 시간|참여 시각|첫 참가|입장 시간|입장|참가 시각|첫 번째 참가|加入时间|加入時間|首次加入时间|首次加入|第一次加入|进入时间|進入時間|签到时间|簽到時間|เข้าร่วมครั้งแรก|เวลาเข้าร่วม|първо присъединяване|час на присъединяване"
    ),
    "left at": (
        "left at|ora ieșirii|ora deconectării|ora părăsirii|čas odpojenia|čas odchodu|hora de sortida|left|leave|leave time|time left|time exited|time out|out|exited|exit time|departure|departure time|last leave|last left|last seen|check out|check out time|checked out at|session end|went|verlassen|verlassenszeit|verlassen um|letztes verlassen|austrittszeit|austritt um|gegangen|bis|ende der teilnahme|zeitpunkt des verlassens|teilnahmeende|abgang"
        "|heure de départ|départ|dernière sortie|dernier départ|heure de sortie|sortie|heure de déconnexion|hora de salida|salida|última salida|hora de abandono|hora de saída|saída|última saída|hora de abandono|ora di uscita|uscita|ultima uscita|ora di abbandono|ultimo abbandono|tijd van vertrek|vertrektijd|vertrek|laatste vertrek|vertrokken|eindtijd deelname|czas opuszczenia|godzina opuszczenia|ostatnie opuszczenie|wyjście|godzina wyjścia|czas wyjścia"
        "|čas odpojení|poslední odpojení|odpojení|odchod|čas odchodu|čas opuštění|poslední opuštění|lämnade|lämnade senast|tid för utträde|lämnade kl|avgång|forlod|forlod sidst|tidspunkt for afgang|sidste afgang|forlot|forlot sist|forlot kl|gikk|gik|tidspunkt for avgang|poistumisaika|viimeinen poistuminen|poistui|lähti|távozás ideje|távozás időpontja|utolsó távozás|távozás|kilépés|kilépés ideje|ayrılma zamanı|son ayrılma|ayrılış|çıkış|çıkış saati|çıkış zamanı"
        "|время выхода|время ухода|последний выход|выход|ушёл|время отключения|час виходу|останній вихід|вихід|пішов|ώρα αποχώρησης|τελευταία αποχώρηση|αποχώρηση|έξοδος|ώρα εξόδου|退出時刻|最後の退出|退室時刻|退室|退出時間|退室時間|나간 시간|퇴장 시간|퇴장|마지막 나가기|퇴장 시각|나간 시각|离开时间|離開時間|最后一次离开时间|最后离开|最後一次離開|退出时间|签退时间|簽退時間|ออกครั้งสุดท้าย|เวลาออก|последно напускане|час на напускане"
    ),
    "rsvp": (
        "rsvp|rsvp status|response|response status|reply|coming|will you come|approval status|attendee status|answer|zusage|antwort|rückmeldung|zu oder absage|rsvp antwort|réponse|statut de la réponse|respuesta|confirmación|resposta|confirmação|risposta|adesione|antwoord|aanmelding|odpowiedź|odpověď|svar|anmälan|vastaus|ilmoittautuminen|válasz|yanıt|cevap|ответ|відповідь|απάντηση|出欠|返信|回答|응답|참석 여부 응답|回复|回覆|答复"
    ),
    "attended": (
        "attended|present|presence|attendance|checked in|was there|showed up|here|attendance status|ticket status|participated|anwesend|anwesenheit|teilgenommen|war da|eingecheckt|erschienen|da|présent|présence|présente|a participé|émargement|venu|enregistré|asistió|asistencia|presente|presencia|presença|compareceu|participou|presenza|ha partecipato|aanwezig|aanwezigheid|deelgenomen|ingecheckt|obecny|obecność|obecna|uczestniczył|był"
        "|přítomen|přítomnost|přítomna|zúčastnil se|účast|prezence|närvarande|närvaro|deltog|incheckad|til stede|tilstede|fremmøde|fremmødt|tilstedeværelse|deltok|oppmøte|møtte|læsnä|läsnä|läsnäolo|osallistui|paikalla|jelen|jelenlét|jelen volt|részt vett|katıldı|katılım|geldi|mevcut|yoklama|присутствовал|присутствие|присутствовала|был|явка|посещение|був присутній|присутність|присутній|був|παρών|παρουσία|παρόν|συμμετείχε|出席|出欠確認|参加|出席状況|참석|출석|참석 여부|출석 여부|出席情况|出席狀況|到场|到場|签到|簽到|已签到|是否出席"
    ),
    "role": "role|rolle|rol|rôle|ruolo|função|funcao|papel|rola|rooli|roll|szerep|szerepkör|rol ü|роль|ρόλος|役割|역할|角色|บทบาท|роля|type of participant|event host",
    "guest": "guest|is guest|gast|ist gast|invité|invité e|invitado|convidado|ospite|gość|host vnější|gäst|gæst|gjest|vieras|vendég|misafir|konuk|гость|гість|επισκέπτης|ゲスト|게스트|访客|來賓",
    "waiting": "in waiting room|waiting room|im warteraum|en sala de espera|na sala de espera|en salle d'attente|in wachtruimte|in sala d attesa|w poczekalni|v čekárně|待機室|대기실|等候室",
    "title": (
        "topic|meeting name|meeting title|event name|event title|webinar name|session title|meeting topic|event|thema|besprechungstitel|titel der besprechung|veranstaltung|sujet|titre de la réunion|réunion|événement|tema|título de la reunión|título de la reunion|reunión|evento|tópico|título da reunião|reunião|argomento|titolo della riunione|riunione|onderwerp|titel van vergadering|vergadertitel|vergadering|evenement|temat|tytuł spotkania|spotkanie|wydarzenie|téma|název schůzky|schůzka|událost|ämne|mötesrubrik|möte|evenemang|emne|mødetitel|møde|møtetittel|møte|arrangement"
        "|aihe|kokouksen otsikko|kokous|tapahtuma|értekezlet címe|megbeszélés címe|esemény|konu|toplantı başlığı|toplantı|etkinlik|тема|название собрания|собрание|мероприятие|встреча|назва наради|нарада|захід|зустріч|θέμα|τίτλος σύσκεψης|σύσκεψη|εκδήλωση|トピック|会議のタイトル|会議名|イベント名|주제|회의 제목|모임|이벤트|主题|主題|会议标题|會議標題|活动名称|活動名稱|заглавие на събранието|ชื่อการประชุม"
    ),
    "starts": (
        "start time|start|started|starts|actual start time|meeting start time|event start time|meeting start|actual start date time|meeting date|event date|date and time|date|day|startzeit|beginn|anfang|besprechungsbeginn|datum|tag der besprechung|termin|heure de début|début|date de début|date|hora de inicio|inicio|fecha de inicio|fecha|hora de início|início|data de início|data|ora di inizio|inizio|data di inizio|begintijd|starttijd|begin|aanvang|godzina rozpoczęcia|czas rozpoczęcia|rozpoczęcie|čas zahájení|začátek|starttid|start tid|starttidspunkt|dato"
        "|alkamisaika|aloitusaika|alku|päivämäärä|päivä|kezdési idő|kezdési időpont|kezdés időpontja|kezdés|dátum|başlangıç saati|başlangıç zamanı|başlangıç|tarih|время начала|начало|дата|час початку|початок|ώρα έναρξης|έναρξη|ημερομηνία|開始時刻|開始時間|開始|日付|開催日|시작 시간|시작|날짜|일자|开始时间|開始時間|日期|начален час|เวลาเริ่ม|วันที่"
    ),
    "ends": (
        "end time|end|ended|ends|finish|actual end time|meeting end time|event end time|meeting end|endzeit|ende|besprechungsende|heure de fin|fin|date de fin|hora de finalización|hora de fin|hora de término|fin de la reunión|término|fim|hora final|ora di fine|fine|eindtijd|einde|godzina zakończenia|czas zakończenia|zakończenie|čas ukončení|konec|sluttid|slut|sluttidspunkt|slutt|päättymisaika|lopetusaika|loppu|befejezési idő|befejezés időpontja|befejezés|vége|bitiş saati|bitiş zamanı|bitiş|время окончания|окончание|конец|час завершення|завершення|кінець|ώρα λήξης|λήξη|終了時刻|終了時間|終了|종료 시간|종료|结束时间|結束時間|краен час|เวลาสิ้นสุด"
    ),
    "number": "meeting id|webinar id|id|meetingid|besprechungs id|meeting kennung|id de réunion|id de la reunión|id da reunião|id riunione|vergadering id|vergaderings id|identyfikator spotkania|id schůzky|mötes id|møde id|møte id|kokouksen tunnus|értekezlet azonosítója|toplantı kimliği|идентификатор собрания|会议 id|會議 id|会議 id|회의 id",
    "host": "host|host email|host name|organizer|organiser|anfitrión|hôte|gastgeber|organisator|organisateur|organizador|organizzatore|anfitrião",
    "note": (
        "note|notes|comment|comments|kommentar|kommentare|commentaire|commentaires|comentario|comentarios|comentário|comentários|commento|commenti|komentarz|komentarze|komentář|komentáře|kommentti|kommentit|yorum|комментарий|комментарии|коментар|σχόλια|コメント|코멘트|评论|private notes|my notes|remark|remarks|notiz|notizen|bemerkung|bemerkungen|anmerkung|anmerkungen|remarque|remarques|notes privées|nota|notas|observaciones|observación|observações|observação|annotazioni|osservazioni|opmerking|opmerkingen|notities|notitie|aantekeningen|uwagi|notatki|notatka|poznámka|poznámky|anteckning|anteckningar|anmärkning|anmärkningar|bemærkning|bemærkninger|noter|notater|notat|merknad|merknader|bemerkninger"
        "|muistiinpano|muistiinpanot|huomautus|huomautukset|huomio|huomioita|megjegyzés|megjegyzések|jegyzet|jegyzetek|notlar|açıklama|not|заметка|заметки|примечание|примечания|нотатки|нотатка|примітка|примітки|σημείωση|σημειώσεις|παρατηρήσεις|メモ|備考|ノート|メモ書き|메모|비고|참고|备注|備註|笔记|筆記|附注|bilješke|opombe|pastabos|piezīmes|märkused|забележки|หมายเหตุ|ghi chú|catatan|ملاحظات|הערות"
    ),
    "computer": "ip|ip address|ip adresse|adresse ip|dirección ip|endereço ip|indirizzo ip|ip adres|ip adresa|adres ip|optin ip|confirm ip|signup ip|registration ip|last ip|latitude|longitude|lat|lon|lng|breitengrad|längengrad|latitud|longitud|user agent|useragent|browser|gmtoff|dstoff|ip адрес|ip アドレス|ip 주소|ip 地址|device|gerät|leid|euid",
    "program": (
        "record id|identifier|uuid|guid|user id|contact id|contact owner|owner id|lead status|lifecycle stage|marketing contact status|member rating|optin time|confirm time|timezone|time zone|cc|region|last access|last access to course|last login|last activity|last active|last visit|last changed|last modified|last updated"
        "|email status|email preference|posting permissions|posting status|delivery|delivery mode|delivery status|moderation action|moderation|digest|join hour|join minute|join second|ticket type|ticket name|ticket id|ticketid|order id|orderid|order"
        "|connection type|client|client version|operating system|tickettyp|bestellnummer|type de billet|numéro de commande|tipo de entrada|tipo de billete|tipo di biglietto|tipo de ingresso|biljettyp|billettype|rodzaj biletu|typ vstupenky|lipputyyppi|тип билета|チケット種別|티켓 종류|票种"
    ),
    "join year": "join year", "join month": "join month", "join day": "join day",
}  # fmt: skip
BOOKISH = frozenset(
    fold(word)
    for word in ["suffix", "name suffix", "name prefix", "middle name", "additional name", "initials", "title suffix", "nickname", "file as", "spouse", "anniversary", "birthday", "pager", "business fax", "home fax", "car phone", "assistant s name", "manager s name", "business street", "home street", "home phone", "business phone", "e mail type", "e mail display name", "web page", "hobby", "anrede", "weitere vornamen", "e mail typ", "e mail angezeigter name", "e mail 2 adresse", "mobiltelefon", "telefon geschäftlich", "telefon privat", "fax geschäftlich", "straße geschäftlich", "ort geschäftlich", "straße privat", "geburtstag", "spitzname", "jahrestag", "civilité", "autre prénom", "deuxième prénom", "type de courriel", "surnom", "anniversaire", "téléphone bureau", "téléphone domicile", "télécopie bureau", "rue bureau", "titre", "segundo nombre", "tratamiento", "sufijo", "apodo", "cumpleaños", "teléfono del trabajo", "teléfono particular", "calle del trabajo", "segundo nome", "sufixo", "apelido", "aniversário", "telefone comercial", "telefone residencial", "secondo nome", "suffisso", "soprannome", "compleanno", "ufficio tel", "abitazione tel", "tweede naam", "achtervoegsel", "bijnaam", "verjaardag", "telefoon op werk", "telefoon thuis", "drugie imię", "sufiks", "data urodzenia", "urodziny", "telefon służbowy", "telefon domowy", "prostřední jméno", "titul za", "narozeniny", "telefon do zaměstnání", "telefon domů", "mellannamn", "smeknamn", "födelsedag", "telefon arbete", "telefon hem", "mellemnavn", "kaldenavn", "fødselsdag", "mellomnavn", "kallenavn", "toinen nimi", "lempinimi", "syntymäpäivä", "työpuhelin", "kotipuhelin", "második utónév", "becenév", "születésnap", "ikinci ad", "doğum günü", "takma ad", "отчество", "день рождения", "рабочий телефон", "домашний телефон", "по батькові", "день народження", "γενέθλια", "δεύτερο όνομα", "ミドルネーム", "誕生日", "会社電話", "自宅電話", "중간 이름", "생일", "中间名", "生日", "商务电话", "住宅电话"]
)  # fmt: skip
"""Headings that show that a table is an address book: no list of members has several of them."""

_AROUND = frozenset(
    fold(word)
    for word in ["attendee", "attendees", "participant", "participants", "participant's", "attendee's", "member", "member's", "members", "user", "user's", "users", "registrant", "registrant's", "your", "the", "of", "s", "del", "de", "du", "la", "le", "da", "do", "di", "della", "dell", "dem", "der", "des", "den", "die", "das", "van", "het", "teilnehmer", "teilnehmers", "teilnehmerin", "benutzer", "mitglied", "mitglieds", "mitglieder", "usuario", "participante", "asistente", "utilisateur", "membre", "utente", "partecipante", "gebruiker", "deelnemer", "uczestnika", "użytkownika", "účastníka", "uživatele", "deltagarens", "deltagerens", "brukers", "osallistujan", "käyttäjän", "résztvevő", "katılımcı", "kullanıcı", "участника", "пользователя", "учасника", "користувача", "συμμετέχοντα", "utilizador", "usuário", "contact", "contacts", "primary", "main", "work", "personal", "private", "preferred", "invitee", "subscriber", "minutes", "minuten", "minutos", "minuti", "min", "mins", "utc", "gmt", "cet"]
)  # fmt: skip
_BRACKETS = re.compile(r"[(\[{（【][^()\[\]{}（）【】]*[)\]}）】]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_SIGNS = re.compile(r"[^\w']+|_+")
_NUMBER = re.compile(r"(?: |\b)\d{1,2}(?= |$) ?")
_BOTH = re.compile(r"\s*[/|,;+&]\s*|\s+(?:or|and|oder|und|ou|et|o|y|e|of|en)\s+")
LONGEST_HEAD = 80

FILLED: Mapping[str, EntryOf] = {
    name: each
    for name, each in entries_of(Member).items()
    if each.kind in ("line", "lines", "groups") and each.entry.imported
}
"""The fields of a member that a column fills as it is: one text, or several."""
OF_RATINGS = ("excitement", "relevance", "value", "in a few words", "member or guest")
"""What a column of answers to a rating holds."""
MEANINGS = tuple(dict.fromkeys((
    "name", "first name", "last name", "email", "organisation", "unit", "location", "phone", "joined", "interests", "tags",
    "position", "attended", "minutes", "seconds", "hours", "days", "joined at", "left at", "rsvp", "role", "guest", "middle name", "title", "starts", "ends", *FILLED, *OF_RATINGS, "keep", "skip",
)))  # fmt: skip
"""What someone can say of a column."""


@cache
def _meanings() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for meaning, words in _WORDS.items():
        for word in words.split("|"):
            known.setdefault(plain_head(word), meaning)
    for field, each in FILLED.items():
        # Our own labels and columns are headings that we know.
        for word in filter(None, (each.entry.label, each.entry.column)):
            known.setdefault(plain_head(word), field)
    return known


@lru_cache(maxsize=8192)
def plain_head(head: str) -> str:
    """Return a heading for comparison: without case, accents, signs and anything in brackets."""
    text = _CAMEL.sub(" ", head[: 2 * LONGEST_HEAD]).replace("’", "'")
    text = _BRACKETS.sub(" ", text) if _BRACKETS.sub("", text).strip() else text
    return " ".join(_SIGNS.sub(" ", fold(text)).split())


@lru_cache(maxsize=8192)
def is_of_another(head: str) -> bool:
    """Return whether a heading is that of someone beside the person: `Purchaser First Name`."""
    words = plain_head(head).split()
    parts = (" ".join(words[-n:]) for n in (1, 2)), (" ".join(words[:n]) for n in (1, 2))
    return len(words) > 1 and any(
        _meanings().get(part) in _OF_SOMEBODY for each in parts for part in each
    )


_OF_SOMEBODY = ("name", "first name", "last name", "email", "phone")


@lru_cache(maxsize=8192)
def meaning_of(head: str) -> str:
    """Return what a column with this heading holds, as in `MEANINGS`; "" if unknown.

    Units, zones and remarks in brackets, and words such as `attendee` around it, are set aside.
    """
    if len(head) > LONGEST_HEAD:
        return ""
    known = _meanings()
    plain = plain_head(head)
    for text in dict.fromkeys((plain, _NUMBER.sub(" ", plain).strip())):
        if text in known:
            return known[text]
        words = text.replace("'s ", " ").split()
        while len(words) > 1 and words[-1] in _AROUND:
            words.pop()
            if " ".join(words) in known:
                return known[" ".join(words)]
        while len(words) > 1 and words[0] in _AROUND:
            words.pop(0)
            if " ".join(words) in known:
                return known[" ".join(words)]
    return ""


@lru_cache(maxsize=1024)
def contact_meaning(head: str) -> str:
    """Return `email` for a heading of both addresses and telephone numbers: `Email / phone`."""
    parts = _BOTH.split(head[: LONGEST_HEAD + 1].casefold())
    return "email" if {meaning_of(part) for part in parts} == {"email", "phone"} else ""

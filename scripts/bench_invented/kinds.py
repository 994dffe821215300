"""The invented document types, as an administrator would define them, with what a field's values look like.

``strange``: a wording that some houses print and that no definition names; only a confirmed document can teach it.
"""

from __future__ import annotations

from dataclasses import dataclass

from .values import Make, address, code, day, firm, money, one_of, person


@dataclass(frozen=True)
class Asked:
    key: str
    label: str
    kind: str
    make: Make
    aliases: tuple[str, ...] = ()
    strange: str = ""
    many: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Invented:
    key: str
    lang: str
    title: str
    fields: tuple[Asked, ...]


def paper(key: str, lang: str, title: str, *fields: tuple) -> Invented:
    return Invented(key, lang, title, tuple(Asked(*f) for f in fields))


TYPES = (
    paper("delivery_note", "de", "Lieferschein",
          ("number", "Lieferscheinnummer", "code", code("LS-#####"), ("Lieferschein-Nr.",), "Beleg"),
          ("day", "Lieferdatum", "date", day, ("Geliefert am",), "Übergabe"),
          ("customer", "Empfänger", "name", firm, ("Warenempfänger",), "Abnehmer"),
          ("place", "Lieferadresse", "address", address, ("Lieferanschrift",), "Abladestelle"),
          ("weight", "Gesamtgewicht", "text", one_of("148 kg", "73,5 kg", "1.204 kg"), ("Bruttogewicht",), "Last"),
          ("items", "Artikel", "text", one_of("Kugellager 6204", "Dichtring", "Zahnriemen", "Welle 20 mm", "Flansch"),
           ("Bezeichnung",), "Ware", True)),
    paper("warranty", "de", "Garantiekarte",
          ("product", "Produkt", "text", one_of("Akkuschrauber", "Kaffeemühle", "Standmixer"), ("Gerät",), "Typ"),
          ("serial", "Seriennummer", "code", code("@@#######"), ("Serien-Nr.",), "Fabriknr"),
          ("bought", "Kaufdatum", "date", day, ("Gekauft am",), "Erworben"),
          ("dealer", "Händler", "name", firm, ("Verkauft durch",), "Fachgeschäft"),
          ("owner", "Käufer", "name", person, ("Kunde",), "Besitzer")),
    paper("bank_statement", "en", "Account statement",
          ("holder", "Account holder", "name", person, ("Customer name",), "Held by"),
          ("account", "Account number", "bank_account", code("########"), ("Account no.",), "Our ref"),
          ("day", "Statement date", "date", day, ("Date of statement",), "Made up to"),
          ("opening", "Opening balance", "money", money, ("Balance brought forward",), "Start"),
          ("closing", "Closing balance", "money", money, ("Balance carried forward",), "Finish")),
    paper("boarding_pass", "en", "Boarding pass",
          ("passenger", "Passenger", "name", person, ("Name of passenger",), "Traveller"),
          ("flight", "Flight", "code", code("@@ ####"), ("Flight no.",), "Service"),
          ("gate", "Gate", "text", one_of("A12", "B7", "C31", "D4"), ("Gate no.",), "Go to"),
          ("seat", "Seat", "text", one_of("14C", "2A", "31F", "9D"), ("Seat no.",), "Place"),
          ("day", "Date", "date", day, ("Date of travel",), "Travelling"),
          ("to", "Destination", "text", one_of("Lisbon", "Oslo", "Vienna", "Porto"), ("To",), "Bound for")),
    paper("certificate", "en", "School leaving certificate",
          ("student", "Name of student", "name", person, ("Student",), "Awarded to"),
          ("school", "School", "text", one_of("Elmwood Academy", "St Agnes College"), ("Institution",), "Seat of"),
          ("born", "Date of birth", "date", day, ("Born",), "Birthday"),
          ("number", "Certificate number", "code", code("C-####-@@"), ("Certificate no.",), "Folio"),
          ("grade", "Final grade", "text", one_of("Distinction", "Merit", "Pass"), ("Overall grade",), "Outcome")),
    paper("payslip", "fr", "Bulletin de paie",
          ("employer", "Employeur", "name", firm, ("Entreprise",), "Maison"),
          ("employee", "Salarié", "name", person, ("Nom du salarié",), "Intéressé"),
          ("number", "Numéro de sécurité sociale", "code", code("# ## ## ## ### ###"), ("N° SS",), "Immat"),
          ("gross", "Salaire brut", "money", money, ("Brut",), "Base"),
          ("net", "Net à payer", "money", money, ("Net payé",), "Versement"),
          ("paid", "Date de paiement", "date", day, ("Payé le",), "Viré")),
    paper("insurance_fr", "fr", "Attestation d'assurance",
          ("insured", "Assuré", "name", person, ("Souscripteur",), "Titulaire"),
          ("policy", "Numéro de contrat", "code", code("@##-######"), ("Contrat n°",), "Dossier"),
          ("address", "Adresse du risque", "address", address, ("Adresse du logement",), "Lieu"),
          ("from", "Date d'effet", "date", day, ("Prise d'effet",), "Début"),
          ("until", "Date d'échéance", "date", day, ("Échéance",), "Terme")),
    paper("customs", "es", "Declaración de aduana",
          ("number", "Número de declaración", "code", code("##ES######"), ("Declaración n.º",), "Registro"),
          ("exporter", "Exportador", "name", firm, ("Expedidor",), "Remite"),
          ("importer", "Importador", "name", firm, ("Destinatario",), "Recibe"),
          ("origin", "País de origen", "text", one_of("Marruecos", "Chile", "Turquía"), ("Origen",), "Procede de"),
          ("value", "Valor declarado", "money", money, ("Valor en aduana",), "Cuantía"),
          ("day", "Fecha de presentación", "date", day, ("Fecha",), "Presentada")),
    paper("energy_bill", "nl", "Jaarnota energie",
          ("customer", "Klantnummer", "code", code("#### ####"), ("Klantnr.",), "Relatie"),
          ("place", "Leveringsadres", "address", address, ("Verbruiksadres",), "Perceel"),
          ("amount", "Te betalen", "money", money, ("Totaalbedrag",), "Saldo"),
          ("due", "Vervaldatum", "date", day, ("Uiterlijk betalen op",), "Incasso"),
          ("meter", "Meterstand", "number", code("#####"), ("Eindstand",), "Telwerk")),
    paper("medical", "pl", "Karta badania",
          ("patient", "Pacjent", "name", person, ("Imię i nazwisko",), "Badany"),
          ("day", "Data badania", "date", day, ("Badanie z dnia",), "Dnia"),
          ("doctor", "Lekarz", "name", person, ("Lekarz prowadzący",), "Podpisał"),
          ("number", "Numer karty", "code", code("KB/####/##"), ("Nr karty",), "Sygnatura"),
          ("finding", "Rozpoznanie", "text", one_of("zapalenie oskrzeli", "złamanie nadgarstka", "migrena"),
           ("Diagnoza",), "Opis")),
    paper("stock_out", "zh", "出库单",
          ("number", "出库单号", "code", code("CK########"), ("单号",), "凭据"),
          ("day", "出库日期", "date", day, ("日期",), "发货于"),
          ("store", "仓库", "text", one_of("一号仓", "成品仓", "原料仓"), ("发货仓库",), "库位"),
          ("by", "经办人", "name", person, ("领料人",), "签领"),
          ("items", "物品名称", "text", one_of("轴承", "电缆", "滤芯", "阀门", "油漆"), ("品名",), "物料", True)),
    paper("wages", "zh", "工资条",
          ("person", "姓名", "name", person, ("员工姓名",), "本人"),
          ("staff", "工号", "code", code("G#####"), ("员工编号",), "识别"),
          ("team", "部门", "text", one_of("生产部", "市场部", "财务部"), ("所属部门",), "归属"),
          ("base", "基本工资", "money", money, ("底薪",), "起薪"),
          ("net", "实发工资", "money", money, ("实发金额",), "到手")),
    paper("policy_zh", "zh", "保险单",
          ("holder", "投保人", "name", person, ("投保人姓名",), "要保方"),
          ("insured", "被保险人", "name", person, ("被保人",), "受保"),
          ("number", "保险单号", "code", code("PZ############"), ("保单号",), "契约"),
          ("sum", "保险金额", "money", money, ("保额",), "额度"),
          ("from", "生效日期", "date", day, ("起保日期",), "始于")),
    paper("bank_slip", "zh", "银行回单",
          ("payer", "付款人", "name", firm, ("付款方户名",), "出账方"),
          ("payee", "收款人", "name", firm, ("收款方户名",), "入账方"),
          ("account", "付款账号", "bank_account", code("6222############"), ("付款人账号",), "出账户"),
          ("amount", "交易金额", "money", money, ("金额",), "数额"),
          ("day", "交易日期", "date", day, ("记账日期",), "发生于"),
          ("serial", "流水号", "code", code("############"), ("交易流水号",), "序")),
    paper("work_order", "en", "Work order",
          ("number", "Work order number", "code", code("WO-######"), ("Order no.",), "Docket"),
          ("site", "Site address", "address", address, ("Site",), "Where"),
          ("engineer", "Engineer", "name", person, ("Attended by",), "Hand"),
          ("day", "Date of visit", "date", day, ("Visit date",), "Called"),
          ("parts", "Part", "text", one_of("Gasket set", "Pump seal", "Drive belt", "Relay 24 V", "Fan"),
           ("Description",), "Used", True)),
)

# Types with fields of several values; what the values are is known to nobody but the paper.
LISTED = (
    paper("packing", "de", "Packzettel",
          ("number", "Packzettelnummer", "code", code("PZ-#####"), ("Zettel-Nr.",), "Beleg"),
          ("day", "Versanddatum", "date", day, ("Versendet am",), "Abgang"),
          ("items", "Artikel", "text", one_of("Kugellager 6204", "Dichtring", "Zahnriemen", "Welle 20 mm", "Flansch",
                                              "Keilriemen XPZ", "Hülse", "Sicherungsring", "O-Ring 12x2", "Lagerbock"),
           ("Bezeichnung",), "Ware", True)),
    paper("fleet", "en", "Fleet inspection",
          ("depot", "Depot", "text", one_of("Harwich", "Leith", "Cardiff"), ("Depot name",), "Yard"),
          ("day", "Inspection date", "date", day, ("Inspected on",), "Seen"),
          ("plates", "Registration number", "code", code("@@## @@@"), ("Registration no.",), "Tag", True)),
    paper("minutes", "en", "Minutes of meeting",
          ("chair", "Chairperson", "name", person, ("Chaired by",), "Led by"),
          ("day", "Date of meeting", "date", day, ("Meeting date",), "Held"),
          ("present", "Attendees", "name", person, ("Present",), "Round the table", True)),
    paper("expenses", "fr", "Note de frais",
          ("person", "Salarié", "name", person, ("Nom du salarié",), "Intéressé"),
          ("costs", "Dépense", "text", one_of("Taxi gare", "Hôtel du Lac", "Péage A6", "Repas client", "Parking",
                                              "Train Lyon", "Essence"), ("Nature",), "Objet", True)),
    paper("visits", "nl", "Bezoekrapport",
          ("ward", "Afdeling", "text", one_of("Noord", "Zuid", "Haven"), ("Team",), "Vleugel"),
          ("days", "Bezoekdatum", "date", day, ("Bezocht op",), "Gezien", True)),
    paper("recipe", "pl", "Recepta",
          ("patient", "Pacjent", "name", person, ("Imię i nazwisko",), "Badany"),
          ("drugs", "Lek", "text", one_of("Amoksycylina 500", "Ibuprofen", "Paracetamol", "Metformina", "Loratadyna"),
           ("Nazwa leku",), "Preparat", True)),
    paper("stock_in", "zh", "入库单",
          ("number", "入库单号", "code", code("RK########"), ("单号",), "凭据"),
          ("items", "物品名称", "text", one_of("轴承", "电缆", "滤芯", "阀门", "油漆", "螺栓", "密封圈", "皮带"),
           ("品名",), "物料", True)),
)

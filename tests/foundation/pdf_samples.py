"""Data as the areas hand it to the templates: long names, a full month, big sums."""

from decimal import Decimal
from typing import Any

from kabinet.formats.payment_qr import PaymentOrder, payment_bytes, qr_svg

SUPPLIER: dict[str, Any] = {
    "name": "ООО «Газпоставка Приволжье»",
    "represented_by": "генерального директора Соколова Андрея Викторовича",
    "basis": "Устава",
    "position": "Генеральный директор",
    "person": "А. В. Соколов",
    "inn": "1234567894",
    "kpp": "123401001",
    "address": "420000, г. Казань, ул. Газовиков, д. 14, корп. 2, офис 301",
    "account": "40702810600000000001",
    "bank": "АО «Приволжский промышленный банк», г. Казань",
    "bik": "049999999",
    "correspondent_account": "30101810300000000999",
}
BUYER: dict[str, Any] = {
    "name": (
        "Общество с ограниченной ответственностью «Производственно-коммерческое предприятие "
        "„Керамические изделия и теплоизоляционные материалы“»"
    ),
    "represented_by": "исполняющей обязанности директора Константинопольской Александры Владиславовны",
    "basis": "доверенности № 118-ГАЗ/2026 от 12.01.2026",
    "position": "Исполняющая обязанности директора по производству",
    "person": "А. В. Константинопольская",
    "inn": "123456789047",
    "kpp": "",
    "address": "423800, Республика Татарстан, г. Набережные Челны, промышленная зона, проезд Мелиораторов, д. 8",
}
HASHES = {
    "content": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "record": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
    "previous": "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13",
}


def thousand_m3(litres: int) -> str:
    return f"{Decimal(litres) / 1000:,.3f}".replace(",", "\u00a0").replace(".", ",")


def daily() -> list[dict[str, str]]:
    return [
        {
            "date": f"{day:02d}.10.2026",
            "contract": thousand_m3(41_333),
            "most": thousand_m3(45_467),
            "fact": thousand_m3(38_000 + day * 311),
            "overtake": thousand_m3(max(0, 38_000 + day * 311 - 45_467)),
        }
        for day in range(1, 32)
    ]


def act() -> dict[str, Any]:
    volume = thousand_m3(sum(38_000 + day * 311 for day in range(1, 32)))
    return {
        "appendix": "Приложение № 3 к договору поставки газа № 12-5-0417/26 от 15.12.2025",
        "number": "1045",
        "date": "1 ноября 2026 года",
        "month": "октябрь 2026",
        "contract": {"number": "12-5-0417/26", "date": "15.12.2025"},
        "supplier": SUPPLIER,
        "buyer": BUYER,
        "period": {"from": "10:00 01.10.2026", "to": "10:00 01.11.2026"},
        "volume": volume,
        "rows": [
            {"name": "Всего принято-передано в целом по договору", "heat": "", "volume": volume, "level": 0},
            {
                "name": "Природный газ, принятый-переданный по всем точкам подключения, в т. ч.:",
                "heat": "8\u00a0127",
                "volume": volume,
                "level": 1,
            },
            {
                "name": "Точка подключения: г. Набережные Челны, промышленная зона, проезд Мелиораторов, д. 8",
                "heat": "8\u00a0127",
                "volume": "1\u00a0106,256",
                "level": 2,
            },
            {
                "name": "Точка подключения: печь обжига № 2",
                "heat": "8\u00a0127",
                "volume": "226,000",
                "level": 2,
            },
        ],
        "daily": daily(),
        "totals": {
            "contract": thousand_m3(41_333 * 31),
            "most": thousand_m3(45_467 * 31),
            "fact": volume,
            "overtake": thousand_m3(sum(max(0, 38_000 + day * 311 - 45_467) for day in range(1, 32))),
        },
        "note": "Сутки показаны с округлением до 0,001 тыс. м³; итог месяца — по сумме м³, поэтому может отличаться.",
    }


def charge_lines() -> list[dict[str, str]]:
    names = (
        ("Газ горючий природный, плановый объём за декабрь 2026", "1\u00a0240,000", "6\u00a0543,21"),
        (
            "Услуги по транспортировке газа по газораспределительным сетям, группа потребителей 3",
            "1\u00a0240,000",
            "842,07",
        ),
        ("Плата за снабженческо-сбытовые услуги", "1\u00a0240,000", "213,55"),
        ("Специальная надбавка к тарифам на транспортировку", "1\u00a0240,000", "96,18"),
    )
    return [
        {
            "name": name,
            "volume": volume,
            "price": price,
            "net": f"{place}\u00a0113\u00a0580,40",
            "rate": "22\u00a0%",
            "vat": f"{place}\u00a0784\u00a0987,69",
            "gross": f"{place}\u00a0898\u00a0568,09",
        }
        for place, (name, volume, price) in enumerate(names, start=1)
    ]


TOTALS = {
    "net": "102\u00a0267\u00a0000,15",
    "vat": "22\u00a0498\u00a0739,79",
    "gross": "124\u00a0765\u00a0739,94",
}


def payment_code() -> str:
    order = PaymentOrder(
        name=SUPPLIER["name"],
        account=SUPPLIER["account"],
        bank="АО «Приволжский промышленный банк»",
        bik=SUPPLIER["bik"],
        correspondent_account=SUPPLIER["correspondent_account"],
        amount=Decimal("124765739.94"),
        purpose="Плановый платёж 35 % за газ, декабрь 2026, договор № 12-5-0417/26, счёт № 1046",
        inn=SUPPLIER["inn"],
        kpp=SUPPLIER["kpp"],
    )
    return qr_svg(payment_bytes(order))


def invoice() -> dict[str, Any]:
    return {
        "number": "1046",
        "date": "1 декабря 2026 года",
        "supplier": SUPPLIER,
        "payer": BUYER,
        "contract": "№ 12-5-0417/26 от 15.12.2025",
        "period": "декабрь 2026",
        "kind": "Плановый платёж 35 %",
        "due": "18 декабря 2026",
        "lines": charge_lines(),
        "totals": TOTALS,
        "words": (
            "Сто двадцать четыре миллиона семьсот шестьдесят пять тысяч семьсот тридцать девять рублей 94 копейки"
        ),
        "purpose": "Плановый платёж 35 % за газ, декабрь 2026, договор № 12-5-0417/26, счёт № 1046",
        "qr": payment_code(),
        "signers": [
            {"position": "Генеральный директор", "person": "А. В. Соколов"},
            {"position": "Главный бухгалтер", "person": "Н. П. Лаврентьева"},
        ],
        "note": "Счёт действителен до конца расчётного месяца.",
    }


def tax_invoice() -> dict[str, Any]:
    extra = {
        "kind_code": "—",
        "unit_code": "114",
        "unit": "тыс. м³",
        "excise": "без акциза",
        "country_code": "—",
        "country": "—",
        "declaration": "—",
    }
    lines = [{**line, **extra, "quantity": line["volume"]} for line in charge_lines()]
    lines[0]["net"], lines[0]["vat"], lines[0]["gross"] = TOTALS["net"], TOTALS["vat"], TOTALS["gross"]
    return {
        "number": "1045",
        "date": "31 октября 2026 года",
        "correction": {"number": "—", "date": "—"},
        "seller": SUPPLIER,
        "buyer": BUYER,
        "shipper": "он же",
        "consignee": f"{BUYER['name']}, {BUYER['address']}",
        "payments": "№ 512 от 18.10.2026, № 533 от 31.10.2026",
        "shipments": "№ п/п 1–4 № 1045 от 31.10.2026",
        "currency": "Российский рубль, 643",
        "state_contract": "—",
        "lines": lines,
        "totals": TOTALS,
        "head": "А. В. Соколов",
        "accountant": "Н. П. Лаврентьева",
    }


def reconciliation() -> dict[str, Any]:
    entries = [
        entry
        for month in range(1, 12)
        for entry in (
            {
                "date": f"28.{month:02d}.2026",
                "document": f"Счёт-фактура № {1030 + month} от 28.{month:02d}.2026",
                "debit": "7\u00a0902\u00a0114,10",
                "credit": "",
            },
            {
                "date": f"18.{month:02d}.2026",
                "document": f"Платёжное поручение № {500 + month} от 18.{month:02d}.2026",
                "debit": "",
                "credit": "7\u00a0902\u00a0114,10",
            },
        )
    ]
    contract = {
        "number": "12-5-0417/26",
        "date": "15.12.2025",
        "opening": {"debit": "1\u00a0250\u00a0000,00", "credit": ""},
        "entries": entries,
        "turnover": {"debit": "86\u00a0923\u00a0255,10", "credit": "85\u00a0407\u00a0515,16"},
        "closing": {"debit": "2\u00a0765\u00a0739,94", "credit": ""},
    }
    other = {**contract, "number": "12-5-0418/26", "entries": entries[:2]}
    return {
        "number": "17",
        "date": "30 ноября 2026 года",
        "period": {"from": "01.01.2026", "to": "30.11.2026"},
        "supplier": SUPPLIER,
        "buyer": BUYER,
        "contracts": [contract, other],
        "totals": {
            "opening": {"debit": "2\u00a0500\u00a0000,00", "credit": ""},
            "turnover": {"debit": "102\u00a0727\u00a0483,30", "credit": "101\u00a0211\u00a0743,36"},
            "closing": {"debit": "5\u00a0531\u00a0479,88", "credit": ""},
        },
        "conclusion": (
            "На 30.11.2026 задолженность в пользу ООО «Газпоставка Приволжье» составляет 5\u00a0531\u00a0479,88\u00a0₽ "
            "(Пять миллионов пятьсот тридцать одна тысяча четыреста семьдесят девять рублей 88 копеек)."
        ),
    }


def receipt(*, days: int = 30, language: str = "ru") -> dict[str, Any]:
    rows = [
        [
            f"{day:02d}.11.2026",
            "УУГ-1 Котельная",
            thousand_m3(1_204_000 + day),
            thousand_m3(36_000 + day * 17),
            "измерено",
        ]
        for day in range(1, days + 1)
    ]
    return {
        "language": language,
        "supplier": SUPPLIER["name"],
        "cabinet": "lk.gazpostavka.test",
        "number": "2026-11-0004211",
        "title": "Показания приняты",
        "accepted_at": "23.11.2026 09:12:44 МСК (UTC+3)",
        "deadline": {
            "rule": "до 10:00 МСК 23.11.2026",
            "reason": "п. 4.3 договора № 12-5-0417/26: до окончания газовых суток",
            "verdict": "До срока 47 мин",
            "state": "kept",
        },
        "organization": BUYER["name"],
        "contract": "№ 12-5-0417/26 от 15.12.2025",
        "person": "Константинопольская Александра Владиславовна",
        "authority": "доверенность № 118-ГАЗ/2026 от 12.01.2026, действует до 31.12.2026",
        "facts": [{"label": "Период", "value": "ноябрь 2026"}],
        "columns": [
            {"title": "Газовые сутки", "align": "center"},
            {"title": "Узел учёта", "align": "left"},
            {"title": "Показание, м³", "align": "right"},
            {"title": "Объём, тыс. м³", "align": "right"},
            {"title": "Источник", "align": "center"},
        ],
        "rows": rows,
        "totals": ["Итого", "", "", "1\u00a0087,905", ""],
        "content": '{"contract":"12-5-0417/26","month":"2026-11"}',
        "hash": HASHES["content"],
        "record": {"number": "4211", "hash": HASHES["record"], "previous": HASHES["previous"]},
        "verify": {
            "address": "https://lk.gazpostavka.test/receipts/2026-11-0004211/",
            "command": "kabinet verify 2026-11-0004211",
        },
        "next": ["Куратор увидит показания сегодня до 17:00.", "Исправить можно до 10:00 МСК 23.11.2026."],
    }


def recovery_codes() -> dict[str, Any]:
    return {
        "language": "ru",
        "supplier": "ПАО «НОВАТЭК»",
        "cabinet": "lk.novatek.ru",
        "hotline": "+7 495 730-60-00, пн–чт 8:00–17:00",
        "person": "Сидоров Семён Семёнович",
        "username": "sidorov.s",
        "made_at": "23.11.2026 09:20 МСК",
        "codes": [f"H7KX-4TRN-9P{sign}D" for sign in "34679CDFHJ"],
    }


def application() -> dict[str, Any]:
    return {
        "supplier": SUPPLIER["name"],
        "cabinet": "lk.gazpostavka.test",
        "number": "2026-00017",
        "sent_at": "23.11.2026 09:12 МСК",
        "version": 2,
        "organization": [["Организация", BUYER["name"]], ["ИНН", BUYER["inn"]], ["КПП", "987601001"]],
        "person": [
            ["Фамилия, имя, отчество", "Константинопольская Александра Владиславовна"],
            ["Электронная почта", "konstantinopolskaya@example.org"],
        ],
        "role": "Энергетик предприятия",
        "rights": ["Передавать показания", "Подавать заявки на объёмы газа"],
        "places": ["Окно 3, 119313, Москва, ул. Удальцова, д. 2, пн–пт 9:00–16:00"],
    }

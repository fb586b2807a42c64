"""Plans and contracts in other languages, built as a French one would be: no reader of French understands them."""

ENGLISH_PLAN = """CITY DEAL 2020-2025
Neighbourhood renewal agreement between the City and its partners

Priority 1: Jobs and skills
Objective 1.1: Help 400 residents into work
Objective 1.2: Open a skills centre in the north ward
Indicators: number of residents in work after six months

Priority 2: Housing
Objective 2.1: Renew 250 homes
Expected results: fewer damp homes, lower bills

Governance
The steering board meets twice a year and reports to the council.

Signed by the Mayor and the Chair of the Housing Trust on 3 May 2020
"""

GERMAN_PLAN = """Integriertes Handlungskonzept „Soziale Stadt“ 2019–2024

1. Ausgangslage
Das Quartier zählt 4.200 Einwohner. Die Arbeitslosigkeit liegt über dem Durchschnitt der Stadt.

2. Ziele
Leitziel 1: Bildung und Teilhabe stärken
- Teilziel 1.1: Sprachförderung in allen Kitas
- Teilziel 1.2: Ein Familienzentrum wird eröffnet
Leitziel 2: Wohnumfeld verbessern
- Teilziel 2.1: Der Platz wird neu gestaltet

3. Organisation
Die Lenkungsgruppe tagt zweimal im Jahr. Das Quartiersmanagement ist vor Ort.

Unterzeichnet am 12. Mai 2019 von der Oberbürgermeisterin
"""

SPANISH_PLAN = """PLAN INTEGRAL DE BARRIOS 2021-2024

Eje 1: Empleo y formación
Objetivo 1.1: Acompañar a las personas jóvenes hacia el empleo
Objetivo 1.2: Crear una escuela de segunda oportunidad
Indicadores: número de personas insertadas

Eje 2: Convivencia
Objetivo 2.1: Mejorar los espacios públicos del barrio
Resultados esperados: más actividades en la plaza

Gobernanza
La comisión de seguimiento se reúne dos veces al año con los vecinos.

Firmado por la alcaldesa el 15 de junio de 2021
"""

ITALIAN_PLAN = """PATTO PER IL QUARTIERE 2020-2023

Asse 1: Lavoro e formazione
Obiettivo 1.1: Accompagnare i giovani verso il lavoro
Obiettivo 1.2: Aprire uno sportello nel quartiere
Indicatori: numero di persone inserite

Asse 2: Abitare
Obiettivo 2.1: Riqualificare gli alloggi pubblici
Risultati attesi: alloggi più sani e bollette più basse

Governance
Il comitato di pilotaggio si riunisce due volte l'anno con gli abitanti.

Firmato dal sindaco il 20 gennaio 2020
"""

ARABIC_PLAN = """عقد المدينة 2020-2024

المحور الأول: التشغيل والتكوين
الهدف 1.1: مرافقة الشباب نحو العمل
الهدف 1.2: فتح مركز للتكوين في الحي
المؤشرات: عدد المستفيدين

المحور الثاني: السكن
الهدف 2.1: تجديد المساكن

الحكامة
تجتمع لجنة القيادة مرتين في السنة.
"""

UKRAINIAN_PLAN = """ПРОГРАМА РОЗВИТКУ МІКРОРАЙОНУ 2021-2025

Напрям 1: Зайнятість і навчання
Ціль 1.1: Допомогти молоді знайти роботу
Ціль 1.2: Відкрити навчальний центр
Показники: кількість учасників

Напрям 2: Житло
Ціль 2.1: Відремонтувати будинки

Управління
Координаційна рада збирається двічі на рік.
"""

CHINESE_PLAN = """城市社区更新协议 2020-2025

第一章 就业与培训
目标一：帮助四百名居民就业
目标二：在北区开设技能中心
指标：六个月后就业的居民人数

第二章 住房
目标三：翻新二百五十套住房

治理
指导委员会每年召开两次会议。
"""

BRETON_PLAN = """KEVRAT KÊR 2020-2024

Ahel 1: Labour ha stummadur
Pal 1.1: Skoazellañ ar re yaouank da gavout labour
Pal 1.2: Digeriñ ur greizenn er c'harter
Merkerioù: an niver a dud war o labour

Ahel 2: Lojeiz
Pal 2.1: Adneveziñ an tiez er c'harterioù

Ar c'huzul-ren a vez bodet div wech ar bloaz gant annezidi ar garter.
"""

OCCITAN_PLAN = """CONTRACTE DE VILA 2020-2024

Axe 1 : Trabalh e formacion
Objectiu 1.1 : Acompanhar los joves cap al trabalh
Objectiu 1.2 : Dobrir un ostal dels mestièrs dins lo barri
Indicadors : nombre de personas acompanhadas

Axe 2 : Abitat
Objectiu 2.1 : Renovar los lotjaments del barri amb los abitants

Lo comitat se recampa dos còps per an.
"""

MIXED = """Atelier des habitants / ورشة السكان

Compte rendu de l'atelier du 12 mars
محضر ورشة يوم 12 مارس

Les familles demandent un banc devant l'école.
تطلب العائلات مقعدا أمام المدرسة.

- un banc / مقعد
- un abri pour la pluie / مظلة للمطر
- moins de bruit le soir / ضجيج أقل في المساء

Prochain atelier en mai.
الورشة القادمة في مايو.
"""

ABROAD = {
    "anglais": ENGLISH_PLAN,
    "allemand": GERMAN_PLAN,
    "espagnol": SPANISH_PLAN,
    "italien": ITALIAN_PLAN,
    "arabe": ARABIC_PLAN,
    "ukrainien": UKRAINIAN_PLAN,
    "chinois": CHINESE_PLAN,
    "breton": BRETON_PLAN,
    "occitan": OCCITAN_PLAN,
}

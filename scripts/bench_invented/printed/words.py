"""People, firms, streets and towns of eleven countries, as they stand on papers there."""

from __future__ import annotations

FIRST = {
    "gb": "Alison Graham Deborah Callum Priya Rhys Siobhan Terence Yasmin Hamish",
    "us": "Brandon Kaylee Darnell Marisol Tyler Latoya Garrett Mei Dwight Shelby",
    "sg": "Wei-Ling Jun-Hao Siti Rajesh Hui-Min Kelvin Nurul Benedict",
    "in": "Anjali Suresh Kavitha Rohit Meenakshi Farhan Deepika Prakash", "de": "Heike Torsten Annegret Lukas Birgit "
    "Yannick Sabine Kemal Ute Detlef", "fr": "Clémence Rachid Bérengère Thibault Josiane Ousmane Mireille Loïc",
    "es": "Almudena Íñigo Rocío Gonzalo Montserrat Unai Encarnación Sergio", "it": "Ilaria Gianluca Beatrice Matteo "
    "Rosalba Davide Concetta Simone", "nl": "Anouk Bram Lieke Ruben Marjolein Thijs Ingrid Youssef",
    "pt": "Catarina Tiago Filipa Nuno Graça Rui Mafalda Hélder", "pl": "Agnieszka Tomasz Małgorzata Paweł Joanna "
    "Łukasz Bożena Grzegorz", "zh": "晓燕 志强 婷婷 国栋 海霞 子轩 桂芳 明哲 佳怡 振华 静 磊 敏 鹏",
}
LAST = {
    "gb": "Ashworth Okonkwo Prendergast Mistry Bickerstaff Llewellyn MacAskill Tranter Osei Winterbourne",
    "us": "Kowalski Hernandez Whitaker Nguyen Boudreaux Jefferson Lindqvist Ramirez O'Malley Stubblefield",
    "sg": "Tan Lim Ong Krishnan Rahman Goh Chua Fernandez", "in": "Iyer Deshmukh Chatterjee Reddy Pillai Siddiqui "
    "Kulkarni Bhandari", "de": "Hagemeister Kröger Özdemir Feldkamp Schnabel Wiechert Lützow Pfannenstiel",
    "fr": "Delacroix-Petit Benhaddou Tessier Guilloux Mbaye Rousselot Carpentier Le Goff", "es": "Zubizarreta Pons "
    "Valdivieso Ortega Carmona Echevarría Llorente Bermúdez", "it": "Santarelli Brambilla Lo Presti Ferrero "
    "Mastrangelo Zanetti Pellegrino Conti", "nl": "Verhoeven de Graaf Terpstra van den Berg Kuipers Bakker Smeets",
    "pt": "Sequeira Carvalhal Nogueira Pimentel Teixeira Azevedo Lourenço Brito", "pl": "Szymański Wójcik "
    "Dąbrowski Krawczyk Olszewski Pietrzak Górecki Sikora", "zh": "周 吴 徐 孙 马 朱 胡 郭 何 林 罗 高 梁 郑 谢",
}
FIRMS = {
    "gb": "Pennine Tooling|Severn Catering Supply|Hallam & Rudge|Blackthorn Interiors|Wye Valley Nurseries",
    "us": "Cascade Orthopedics|Tri-County Millwork|Bluestem Analytics|Gulfshore Marine|Redwood Packaging",
    "sg": "Straits Polymer|Kallang Precision|Merlion Foods Trading|Jurong Cable & Wire|Bukit Electronics",
    "in": "Sahyadri Castings|Konark Textiles|Deccan Pharma Chem|Vindhya Agro|Malabar Spices",
    "de": "Oberland Feinmechanik|Hansa Dichtungstechnik|Rheintal Gartenbau|Spreewald Konserven|Harzer Blechwaren",
    "fr": "Ateliers du Vercors|Biscuiterie Le Guen|Transports Morvan|Menuiserie Aubrac|Papeterie des Ternes",
    "es": "Conservas Bahía Norte|Talleres Urumea|Viveros La Vega|Cerámicas Segura|Gráficas Montalbán",
    "it": "Officine Valtrompia|Oleificio Salento|Tessitura Brianza|Cantine Monferrato|Arredi Lagunari",
    "nl": "Bakkerij Ruijsdael|Scheepswerf Zaandijk|Kwekerij Westland|Drukkerij Amstelveld|Zuivel Twente",
    "pt": "Cortiças do Sado|Moldes Marinha|Conservas Ria Formosa|Têxteis do Ave|Adega Vale Meão",
    "pl": "Meble Podlasie|Odlewnia Śrem|Chłodnie Kaszuby|Drukarnia Wawer|Szkło Krosno",
    "zh": "苏州明澈精密机械|成都蜀味轩食品|青岛海拓船舶配件|东莞市鑫沃塑胶|西安秦岭仪表|厦门鹭洲纺织|长沙云麓信息技术",
}
FORMS = {
    "gb": "Ltd|Limited|plc|LLP", "us": "Inc.|LLC|Corp.|Co.", "sg": "Pte Ltd|Pte. Ltd.", "in": "Pvt. Ltd.|Limited",
    "de": "GmbH|GmbH & Co. KG|AG|e.K.", "fr": "SARL|SAS|SA", "es": "S.L.|S.A.|S.L.U.", "it": "S.r.l.|S.p.A.|S.n.c.",
    "nl": "B.V.|N.V.|V.O.F.", "pt": "Lda.|S.A.|Unipessoal Lda.", "pl": "Sp. z o.o.|S.A.|Sp.j.",
    "zh": "有限公司|股份有限公司",
}
STREETS = {
    "gb": "{n} Harrow Weald Road|{n} Canal Wharf|Flat {m}, {n} Cromwell Terrace|The Old Forge, {n} Mill Lane",
    "us": "{n}{n} Juniper Ridge Rd|{n} W. 4th Street, Suite {n}|{n}{m} County Road {n}|P.O. Box {n}{m}",
    "sg": "Blk {n} Ubi Crescent #0{m}-{n}|{n} Tuas South Avenue {m}|{n} Cecil Street #1{m}-0{m}",
    "in": "Plot No. {n}, MIDC Phase {m}|{n}/{m}, Brigade Road|Flat {n}, Shanti Kunj, Baner",
    "de": "Wilhelm-Raabe-Straße {n}|Industriepark Ost {m}|Am Alten Bahnhof {n}|Kirchgasse {n} b",
    "fr": "{n}, avenue Jean-Jaurès|{n} bis, rue de la Fontaine|ZA des Portes, lot {m}",
    "es": "C/ Uribitarte, {n}, {m}.º B|"
    "Polígono Ind. El Prado, nave {n}|Avda. de la Constitución, {n}",
    "it": "Via Giacomo Leopardi, {n}|Strada Provinciale {n}|"
    "Corso Vercelli, {n}/A", "nl": "Stationsplein {n}|Oude Gracht {n}-{m}|Ambachtsweg {n}",
    "pt": "Rua Almeida Garrett, n.º {n}, {m}.º Dto.|Zona Industrial, Lote {n}|Largo do Carmo, {n}",
    "pl": "ul. Tadeusza Kościuszki {n}/{m}|al. Niepodległości {n}|ul. Ogrodowa {n}",
    "zh": "园区星湖街{n}号|高新区天府大道{n}号{m}栋|经济开发区创业路{n}号|湖里区枋湖南路{n}号{m}室",
}
TOWNS = {
    "gb": "Taunton TA1 2PF|Huddersfield HD1 6QJ|Swansea SA1 8AY|Perth PH1 5LU", "us": "Tulsa, OK 74105|Bend, OR 97702|"
    "Macon, GA 31204|Duluth, MN 55811", "sg": "Singapore 408571|Singapore 637802|Singapore 069534",
    "in": "Pune 411045|Bengaluru 560001|Nagpur 440028", "de": "38640 Goslar|03046 Cottbus|88212 Ravensburg|45127 Essen",
    "fr": "38000 Grenoble|29200 Brest|87000 Limoges", "es": "48001 Bilbao|30820 Alcantarilla (Murcia)|33206 Gijón",
    "it": "25121 Brescia BS|73100 Lecce LE|12051 Alba CN", "nl": "7511 JM Enschede|1506 GN Zaandam|2671 DR Naaldwijk",
    "pt": "2900-186 Setúbal|4760-032 Vila Nova de Famalicão|8000-138 Faro", "pl": "15-062 Białystok|63-100 Śrem|"
    "38-400 Krosno", "zh": "江苏省苏州市|四川省成都市|广东省东莞市|陕西省西安市|福建省厦门市",
}
MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
}
LONG = {"de": "{d}. {m} {y}", "es": "{d} de {m} de {y}", "pt": "{d} de {m} de {y}"} | dict.fromkeys(
    ("fr", "it", "nl", "pl"), "{d} {m} {y}")

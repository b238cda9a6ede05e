"""What is typed in by hand for make_sample.py: the county from memory, the town's districts, what there is where.

Nothing here is measured from a map: places are rounded to 0.01 degree, about a kilometre.
"""

# The local plane: metres east and north of the town centre, with the lengths of a degree at 29.5°N.
ORIGIN_LON, ORIGIN_LAT = 120.905, 29.505
METRES_LON, METRES_LAT = 96966.0, 110844.0


def on_the_plane(place):
    """The point of a place given in hundredths of a degree."""
    return ((place[0] / 100 - ORIGIN_LON) * METRES_LON, (place[1] / 100 - ORIGIN_LAT) * METRES_LAT)


# The county, drawn by hand: longitude and latitude in hundredths of a degree.
OUTLINE = (
    (12083, 2952), (12080, 2947), (12076, 2945), (12075, 2941), (12071, 2938), (12069, 2934), (12073, 2931),
    (12076, 2927), (12081, 2928), (12085, 2925), (12089, 2927), (12094, 2926), (12098, 2929), (12103, 2927),
    (12108, 2929), (12109, 2933), (12113, 2936), (12114, 2941), (12118, 2944), (12116, 2949), (12119, 2953),
    (12117, 2958), (12112, 2960), (12108, 2962), (12103, 2960), (12099, 2957), (12094, 2958), (12090, 2956),
    (12086, 2955),
)

# Code, name, seat (hundredths of a degree), pull of the seat on its borders (km²), residents, under-3s,
# half length and half width of the town (m; 0: part of the county town), pieces of village.
TOWNSHIPS = (
    ("330624001", "羽林街道", (12092, 2952), 6, 69318, 1105, 0, 0, 22),
    ("330624002", "南明街道", (12092, 2949), 4, 72164, 1125, 0, 0, 18),
    ("330624003", "七星街道", (12089, 2949), 6, 113527, 1962, 0, 0, 16),
    ("330624004", "澄潭街道", (12083, 2945), 16, 31902, 446, 850, 480, 54),
    ("330624109", "镜岭镇", (12078, 2935), 20, 19874, 236, 600, 380, 40),
    ("330624104", "回山镇", (12087, 2930), 10, 17263, 196, 520, 380, 38),
    ("330624110", "儒岙镇", (12099, 2934), 20, 25841, 342, 760, 440, 46),
    ("330624112", "沃洲镇", (12102, 2947), 16, 28955, 398, 780, 460, 50),
    ("330624107", "小将镇", (12109, 2939), 16, 13706, 148, 460, 340, 32),
    ("330624108", "沙溪镇", (12111, 2953), 20, 13218, 141, 480, 320, 32),
    ("330624200", "城南乡", (12092, 2943), 4, 8147, 84, 380, 280, 20),
    ("330624201", "东茗乡", (12090, 2937), 2, 5121, 49, 320, 240, 16),
)
URBAN = 3  # The first three share the county town.
SEATS = [on_the_plane(township[2]) for township in TOWNSHIPS]

# The county town's districts between the river and the main roads: corners in metres, share of homes.
DISTRICTS = (
    (((-2000, 350), (-1700, -1350), (-100, -1250), (-80, -80), (-550, 450)), 0.58),
    (((-3900, -100), (-3400, -1550), (-1840, -1300), (-2120, 330)), 0.36),
    (((-3200, -1680), (-2300, -2900), (-300, -2500), (-150, -1400)), 0.46),
    (((100, -100), (100, -1250), (1700, -1200), (1500, -120)), 0.58),
    (((100, -1400), (350, -2600), (1900, -2700), (1720, -1340)), 0.62),
    (((1660, -150), (1860, -1200), (3000, -1300), (3100, -250)), 0.50),
    (((-400, 620), (100, 110), (1600, 100), (1750, 1300), (-200, 1600)), 0.52),
    (((1750, 120), (3200, 50), (3300, 1000), (1900, 1250)), 0.40),
)
ACROSS_BORDERS = (("澄潭街道", "镜岭镇"), ("沃洲镇", "沙溪镇"), ("儒岙镇", "小将镇"))

# Places of each facility that there is today, by township: institutions, nursery classes, stations.
INSTITUTION, NURSERY, STATION = "专业托育机构", "幼儿园托班", "婴幼儿服务驿站"
PLACES = {
    "羽林街道": ((60,), (25, 25, 20), (6,)),
    "南明街道": ((140, 100), (40, 35, 30, 35, 30, 30), (4, 4, 4, 4)),
    "七星街道": ((60, 72, 80, 64, 70, 60, 66, 54, 60), (30, 30, 25, 30, 25, 30, 25, 30, 30, 25, 25), (5, 5)),
    "澄潭街道": ((), (20,), (4,)),
    "镜岭镇": ((), (20,), ()),
    "回山镇": ((), (15,), ()),
    "儒岙镇": ((), (30,), (4,)),
    "沃洲镇": ((), (30,), (4,)),
    "小将镇": ((), (20,), ()),
    "沙溪镇": ((), (), (2,)),
    "城南乡": ((), (), (4,)),
    "东茗乡": ((), (), (2,)),
}

# A facility of grade two or above that is not under cloud supervision: one is missing for the target of 2024.
UNSUPERVISED = "明珠小区托育园"

# Planned facilities: township, category, name after its quarter, places, those for under-2s, who runs it, year of
# opening. One has no year, one is run by an employer. Each fits the gap that the plan tables leave its township.
PLANNED = (
    ("羽林街道", INSTITUTION, "托育园", 80, 12, "公建民营", 2027),
    ("南明街道", NURSERY, "幼儿园托班", 30, 0, "公办", 2026),
    ("七星街道", INSTITUTION, "职工托育园", 72, 16, "用人单位办", 2026),
    ("七星街道", NURSERY, "幼儿园托班", 35, 0, "公办", 2027),
    ("镜岭镇", STATION, "婴幼儿服务驿站", 2, 1, "公办", None),
    ("沙溪镇", NURSERY, "幼儿园托班", 20, 0, "公办", 2026),
    ("城南乡", NURSERY, "幼儿园托班", 20, 0, "公办", 2027),
)
# A station that has closed, where nothing else serves: a circle around it is a mistake. The year is its opening.
CLOSED = (("羽林街道", STATION, "婴幼儿服务驿站", 6, 3, "公办", 2019),)

# Townships with a child-health centre (羽林, 南明, 七星, 澄潭, 儒岙 and 沃洲 have 20,000 residents and more), and with a
# county-level demonstration institution (羽林, 南明 and 七星 have 50,000 and more).
HEALTH_CENTRES = ("羽林街道", "南明街道", "七星街道", "澄潭街道", "沃洲镇", "小将镇")
DEMONSTRATIONS = ("南明街道", "七星街道")

# New residential quarters by parcel number: floor area for childcare (m²) and places that are planned with them.
# Asked are 25 m² per 100 households and 10 places per 1000 residents.
NEW_QUARTERS = {
    "330624001-0076": (160, 16),
    "330624001-0079": (180, 18),
    "330624002-0066": (150, 17),  # 1702 residents: 9.99 places per 1000, 10.0 in print, and one place short.
    "330624003-0109": (None, None),  # Does not say.
    "330624003-0118": (120, 14),  # 554 households: 21.7 m² per 100, 18.5 m² short.
    "330624004-0018": (75, 8),  # 300 households: exactly 25 m² per 100.
    "330624110-0025": (80, 9),
    "330624112-0018": (90, 10),
}

QUARTER_NAMES = (
    "锦绣 江滨 明珠 阳光 丽景 翠竹 桂花 银杏 玉兰 紫薇 望江 临江 东升 朝阳 和平 文华 书香 金桥 康宁 安居 滨河 世纪 "
    "兴盛 嘉和 华庭 春晓 秋水 云锦 龙泉 凤鸣 青藤 碧水 星河 长乐 永和 福泰 御景 山水 梅园 杏林 柳岸 荷塘 松涛 百合 "
    "映月 听泉 枫林 海棠 芳草 锦程"
).split()
QUARTER_ENDINGS = "花园 小区 家园 名苑 新村 公寓 雅苑 佳苑 嘉园 华府 里 庭".split()
VILLAGE_NAMES = "上 下 东 西 前 后 里 外 大 小 新 老 高 白 黄 石 竹 梅 桃 樟".split()
VILLAGE_ENDINGS = "岙 宅 坑 溪 塘 岭 坪 庄 田 湾 墩 畈 坞 坂 潭 洋".split()

# What lies around. Rivers and roads pass through these places, a township's name standing for the side of its houses;
# in the county town they keep between the districts.
RIVERS = (
    ("新昌江", "河流", (
        on_the_plane((12102, 2944)), on_the_plane((12099, 2949)), on_the_plane((12096, 2950)), (3150, -100), (1700, -15),
        (60, 5), (-475, 535), (-1000, 1250), (-1900, 2300), on_the_plane((12087, 2955)), on_the_plane((12085, 2958)),
    )),
    ("澄潭江", "河流", (
        on_the_plane((12075, 2928)), on_the_plane((12080, 2936)), on_the_plane((12081, 2941)),
        on_the_plane((12081, 2946)), on_the_plane((12080, 2951)),
    )),
    ("沙溪", "河流", (on_the_plane((12112, 2944)), on_the_plane((12109, 2953)), on_the_plane((12111, 2962)))),
)
# Name, middle, direction, half length and half width in metres.
RESERVOIRS = (
    ("沃洲湖", on_the_plane((12103, 2943)), (1.0, -1.0), 1700, 480),
    ("门溪水库", on_the_plane((12075, 2933)), (1.0, 2.0), 900, 330),
)
ROADS = (
    ("县道甲（示意）", "县道", ("沃洲镇", "小将镇", on_the_plane((12115, 2938)))),
    ("县道乙（示意）", "县道", ("城南乡", "东茗乡", "回山镇", on_the_plane((12088, 2925)))),
    ("省道甲（示意）", "省道", ((-60, -1325), (1710, -1275), (3050, -1420), "沃洲镇", "沙溪镇", on_the_plane((12119, 2956)))),
    ("省道乙（示意）", "省道", ((-4100, -1650), "澄潭街道", "镜岭镇", on_the_plane((12068, 2934)))),
    ("国道（示意）", "国道", (
        on_the_plane((12083, 2958)), (-4300, 900), (-4100, -1650), (-3300, -1620), (-1850, -1360), (-60, -1325),
        (25, -2600), (60, -3500), "城南乡", "儒岙镇", on_the_plane((12105, 2925)),
    )),
)

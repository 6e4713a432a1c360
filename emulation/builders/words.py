"""The words by which people, degrees, posts and collectives are known. Lists only."""

from core.text import fold


def _list(text: str, sign: str | None = None) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(sign) if part.strip())


SURNAMES = frozenset(
    _list("""
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn mai trương trịnh cao phùng
    lương tạ tô hà châu đào lâm thái tôn tống vương từ quách la lại lưu kiều khúc nghiêm mạc nông vi hứa lò quàng
    lường cầm ma triệu chu doãn đàm giang giáp hàn kim lã lục mã ninh ông phí phương quản sầm sùng tăng thạch thân
    thẩm thiều tiêu trang tưởng văn viên vừ yên âu ân bạch bành bế biện cái chử cù cung cổ diệp đậu điền hầu hạ khổng
    khuất liễu lều long mẫn nhâm nhữ ngụy ung uông tất thi tòng trà tào phó phú rơ siu hoa hồng kha kông hán h y a
    bá bàn cồ chế danh đái đới đường giàng khương lang liêu lộ lỗ mông mùa nhan ngân nùng phù sái son sử tán thào
    thập thuận trầm tri ứng xa xồng bồ bì ca cấn chung cam đăng đồng hình kiên lạc lăng mang mầu ngọc nhiêu ou phúc
    quan quang tằng tinh trình trưng vạn vàng vòng âm đổng bửu công tường tiết tiền tín
    """)
)
BARE_SURNAMES = frozenset(fold(surname) for surname in SURNAMES)

DEGREES = frozenset(
    _list("""
    gs pgs ts tskh ths thac bs bscki bsckii bsck1 bsck2 bsck bsnt bsdk bsi cki ckii ck1 ck2 ck nt ds dscki dsckii
    dsdh dsth dstc dscd dsck1 dd ddcki ddck1 dddh ddcd ddth ddtc ddt cn cndd cnhs cnxn cnktv cnytcc cnkt cnktxn cnktha
    cddd cdhs hs nhs hscd hsth ktv ktvt ktvth ktvcd ktvdh ktvxn ks ysdk ysyhct ys ysi
    cv ytcc ttut ttnd dr kts kty dth dtv hl lx
    """)
)
# What goes on a degree in capitals: "CN XN", "ĐD TH".
DEGREE_TAILS = frozenset(_list("XN TH CĐ ĐH TC YTCC YHCT YHDP ĐK CĐHA GMHS KTHA"))
DEGREE_PHRASES = _list(
    """
    bac si chuyen khoa ii, bac si chuyen khoa i, bac si chuyen khoa 2, bac si chuyen khoa 1, bac si noi tru,
    bac si da khoa, bac si, bac sy, thac si, thac sy, tien si, tien sy, pho giao su, giao su, duoc si, duoc sy,
    dieu duong truong, dieu duong, cu nhan, ky su, y si, y sy, ho sinh truong, ho sinh, ky thuat vien truong,
    ky thuat vien, dd truong, ktv truong, ktv xn, ktv cdha, nhs truong, ho ly, lai xe, y ta,
    thay thuoc uu tu, thay thuoc nhan dan,
    bs ck ii, bs ck i, bs ck 2, bs ck 1, bs noi tru, th s, dong chi, d/c
    """,
    ",",
)
DEGREE_STARTS = frozenset(phrase.split(" ")[0] for phrase in DEGREE_PHRASES)
HONORIFICS = frozenset(_list("ong ba anh chi co chu"))

POSITIONS = _list(
    """
    truong, pho, giam doc, pgd, dieu duong, bac si, bac sy, ho ly, nhan vien, chuyen vien, ke toan, lai xe, bao ve,
    van thu, can su, ktv, ky thuat, duoc si, duoc sy, ho sinh, y si, y sy, y ta, chu tich, bi thu, tro ly, to truong,
    to pho, ky su, cu nhan, thu quy, thu kho, y cong, nv, cnhs, bs, dd, nhs, ds, cv, vien chuc, quyen truong,
    phu trach, hanh chinh, tap vu, ks, p. truong, q. truong, dieu hanh, tong, uy vien, doan vien, cong nhan,
    tk, ptk, tp, ptp, ddt, ktvt
    """,
    ",",
)

COLLECTIVES = _list(
    """
    khoa, phòng, ban, tổ, đội, trạm, trung tâm, bộ phận, nhóm, kíp, đơn vị, đơn nguyên, liên khoa,
    liên chuyên khoa, tập thể, công đoàn, chi đoàn, đoàn thanh niên, đoàn tn, đoàn tncs, đoàn cơ sở, chi bộ, đảng bộ,
    đảng ủy, đảng uỷ, hội, nhà thuốc, nhà ăn, cơ sở, phân viện, phòng khám, bgđ, bgh, viện, bệnh viện, căng tin,
    văn phòng, khối, nhà, quầy, kho
    """,
    ",",
)
BARE_COLLECTIVES = tuple(fold(start) for start in COLLECTIVES)

"""What officers choose from, called as in the texts of the law; values stand in addresses."""

from django.db import models


class PlanKind(models.TextChoices):
    """What rows 8 to 10 hold."""

    STRATEGY = "chien-luoc", "Chiến lược"
    LONG_PROGRAMME = "de-an-dai-han", "Chương trình, đề án dài hạn"
    FIVE_YEARS = "ke-hoach-5-nam", "Kế hoạch 5 năm"
    YEAR = "ke-hoach-nam", "Kế hoạch năm"
    RESULTS = "ket-qua-thuc-hien", "Báo cáo kết quả thực hiện"
    WORK_PROGRAMME = "chuong-trinh-cong-tac", "Chương trình công tác"
    WORK_PLAN = "ke-hoach-cong-tac", "Kế hoạch công tác"


# A section outside this list takes every kind.
KINDS_OF_SECTION = {
    "strategies": (PlanKind.STRATEGY, PlanKind.LONG_PROGRAMME),
    "plans-results": (PlanKind.FIVE_YEARS, PlanKind.YEAR, PlanKind.RESULTS),
    "work-programmes": (PlanKind.WORK_PROGRAMME, PlanKind.WORK_PLAN),
}


class PlanningKind(models.TextChoices):
    """Spatial planning (Luật Quy hoạch, Luật Đất đai 2024, Luật Quy hoạch đô thị và nông thôn)."""

    LAND_USE_PLANNING = "quy-hoach-su-dung-dat", "Quy hoạch sử dụng đất"
    LAND_USE_PLAN = "ke-hoach-su-dung-dat", "Kế hoạch sử dụng đất"
    PROVINCE = "quy-hoach-tinh", "Quy hoạch tỉnh"
    GENERAL = "quy-hoach-chung", "Quy hoạch chung"
    ZONING = "quy-hoach-phan-khu", "Quy hoạch phân khu"
    DETAILED = "quy-hoach-chi-tiet", "Quy hoạch chi tiết"
    OTHER = "quy-hoach-khac", "Quy hoạch ngành, lĩnh vực khác"


class LandRecoveryKind(models.TextChoices):
    """The papers of land recovery (Luật Đất đai 2024) and land prices."""

    NOTICE = "thong-bao-thu-hoi", "Thông báo thu hồi đất"
    SCHEME_DRAFT = "phuong-an-lay-y-kien", "Phương án bồi thường lấy ý kiến"
    SCHEME = "phuong-an-duoc-duyet", "Phương án bồi thường được phê duyệt"
    DECISION = "quyet-dinh-thu-hoi", "Quyết định thu hồi đất"
    PAYMENT = "chi-tra-boi-thuong", "Chi trả bồi thường, bố trí tái định cư"
    PRICES = "bang-gia-dat", "Bảng giá đất, giá đất cụ thể"


class Stage(models.TextChoices):
    """The three lists of projects (R49)."""

    PREPARING = "chuan-bi", "Chuẩn bị"
    RUNNING = "dang-trien-khai", "Đang triển khai"
    DONE = "hoan-tat", "Hoàn tất"


class ProjectField(models.TextChoices):
    """Sectors of public investment (Luật Đầu tư công 2024), as citizens look for them."""

    TRANSPORT = "giao-thong", "Giao thông"
    IRRIGATION = "nong-nghiep-thuy-loi", "Nông nghiệp, thủy lợi"
    EDUCATION = "giao-duc", "Giáo dục và đào tạo"
    HEALTH = "y-te", "Y tế"
    CULTURE = "van-hoa-the-thao", "Văn hóa, thể thao, du lịch"
    WATER_POWER = "cap-nuoc-dien", "Cấp nước, điện, chiếu sáng"
    ENVIRONMENT = "moi-truong", "Môi trường, phòng chống thiên tai"
    DIGITAL = "chuyen-doi-so", "Công nghệ thông tin, chuyển đổi số"
    OFFICES = "tru-so", "Trụ sở cơ quan"
    DEFENCE = "quoc-phong-an-ninh", "Quốc phòng, an ninh"
    WELFARE = "an-sinh", "An sinh xã hội, giảm nghèo"
    OTHER = "khac", "Lĩnh vực khác"


class ProjectType(models.TextChoices):
    """What kind of project it is."""

    NATIONAL = "quan-trong-quoc-gia", "Đầu tư công, dự án quan trọng quốc gia"
    GROUP_A = "nhom-a", "Đầu tư công, nhóm A"
    GROUP_B = "nhom-b", "Đầu tư công, nhóm B"
    GROUP_C = "nhom-c", "Đầu tư công, nhóm C"
    TARGET_PROGRAMME = "muc-tieu-quoc-gia", "Chương trình mục tiêu quốc gia"
    PROCUREMENT = "mua-sam-cong", "Mua sắm công"
    PARTNERSHIP = "ppp", "Đối tác công tư (PPP)"
    AID = "tai-tro", "Viện trợ, tài trợ"
    OTHER = "khac", "Loại khác"


class FundingType(models.TextChoices):
    """Where the money comes from ("loại hình tài trợ", R49)."""

    STATE_BUDGET = "ngan-sach", "Ngân sách nhà nước"
    BONDS = "trai-phieu", "Trái phiếu chính phủ, chính quyền địa phương"
    ODA_LOAN = "oda-vay", "Vốn vay ODA, vốn vay ưu đãi"
    ODA_GRANT = "oda-vien-tro", "Viện trợ không hoàn lại"
    CONTRIBUTIONS = "dong-gop", "Nhân dân, doanh nghiệp đóng góp"
    MIXED = "ket-hop", "Kết hợp nhiều nguồn"
    OTHER = "khac", "Nguồn khác"


class TenderMethod(models.TextChoices):
    """Forms of choosing a contractor (Luật Đấu thầu)."""

    OPEN = "rong-rai", "Đấu thầu rộng rãi"
    LIMITED = "han-che", "Đấu thầu hạn chế"
    DIRECT = "chi-dinh", "Chỉ định thầu"
    QUOTES = "chao-hang", "Chào hàng cạnh tranh"
    PURCHASE = "mua-sam-truc-tiep", "Mua sắm trực tiếp"
    OWN_WORK = "tu-thuc-hien", "Tự thực hiện"
    COMMUNITY = "cong-dong", "Tham gia thực hiện của cộng đồng"
    ONLINE_BIDS = "chao-gia-truc-tuyen", "Chào giá trực tuyến, mua sắm trực tuyến"
    OTHER = "khac", "Hình thức khác"


class TenderKind(models.TextChoices):
    """What is bought (Luật Đấu thầu)."""

    WORKS = "xay-lap", "Xây lắp"
    GOODS = "hang-hoa", "Mua sắm hàng hóa"
    CONSULTING = "tu-van", "Tư vấn"
    SERVICES = "phi-tu-van", "Phi tư vấn"
    MIXED = "hon-hop", "Hỗn hợp"


class TenderState(models.TextChoices):
    """How far a tender is; told by its dates, never typed."""

    OPEN = "dang-mo", "Đang mời thầu"
    CLOSED = "da-dong", "Đã đóng thầu"
    AWARDED = "co-ket-qua", "Đã có kết quả"
    CANCELLED = "da-huy", "Đã hủy thầu"

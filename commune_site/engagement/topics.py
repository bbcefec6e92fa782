"""What questions are about, as the public list sorts them."""

from django.db import models


class Topic(models.TextChoices):
    """Fields of work of a commune since the two-level government of July 2025."""

    CIVIL_STATUS = "ho-tich", "Hộ tịch, chứng thực"
    RESIDENCE = "cu-tru", "Cư trú, căn cước"
    LAND = "dat-dai", "Đất đai, nhà ở"
    BUILDING = "xay-dung", "Xây dựng, giao thông, hạ tầng"
    SOCIAL = "an-sinh", "Bảo hiểm, chính sách xã hội"
    HEALTH = "y-te", "Y tế, an toàn thực phẩm"
    EDUCATION = "giao-duc", "Giáo dục, đào tạo"
    BUSINESS = "kinh-doanh", "Kinh doanh, thuế, phí"
    FARMING = "nong-nghiep", "Nông nghiệp, môi trường"
    CULTURE = "van-hoa", "Văn hóa, thể thao, du lịch"
    SECURITY = "an-ninh", "An ninh, trật tự, quân sự"
    SERVICES = "dich-vu-cong", "Dịch vụ công trực tuyến"
    OTHER = "khac", "Lĩnh vực khác"

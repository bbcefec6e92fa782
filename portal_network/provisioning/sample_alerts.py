"""Alerts that are over, so that the archive can be looked at; none that stands on top of pages."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from commune_site.alerts.models import Alert, Category, Level
from commune_site.alerts.services import free_slug
from portal_network.tenancy.directory import Tenant, directory

SOURCE = "Dữ liệu mẫu"
# Days ago, hours, level, kind, title, area, text.
OF_PROVINCE = (
    (20, 48, Level.WARNING, Category.MET, "Rét đậm, sương muối ở vùng núi cao",
     "các xã vùng cao, nhiệt độ thấp nhất 5–8 °C",
     "Giữ ấm cho người già, trẻ nhỏ; không đốt than trong phòng kín. Che chắn chuồng trại, phủ ni "
     "lông cho mạ và rau màu."),
    (75, 30, Level.EMERGENCY, Category.GEO, "Nguy cơ lũ quét, sạt lở đất sau mưa lớn",
     "các xã ven sông, suối và dưới sườn dốc",
     "Rời nhà ở chân taluy, ven suối trước khi trời tối. Không qua ngầm tràn, không vớt củi. Gọi "
     "đường dây nóng của xã, phường khi cần giúp."),
)  # fmt: skip
OF_COMMUNE = (
    (9, 8, Level.NOTICE, Category.INFRA, "Tạm ngừng cấp nước để sửa đường ống",
     "các thôn, tổ dân phố ở trung tâm",
     "Ngừng cấp nước từ 8 giờ đến 16 giờ. Đề nghị bà con trữ nước dùng trong ngày."),
    (34, 24, Level.WARNING, Category.MET, "Mưa lớn, ngầm tràn ngập sâu", "các ngầm tràn liên thôn",
     "Không đi qua ngầm khi nước chảy xiết. Học sinh nghỉ học buổi chiều. Có lực lượng trực hai "
     "đầu ngầm."),
)  # fmt: skip


@transaction.atomic
def load_sample_alerts(province_code: str) -> int:
    """Store the alerts of a province and its communes once; return how many were made."""
    if Alert.everywhere.filter(province_id=province_code, is_sample=True).exists():
        return 0
    province = directory.province(province_code)
    made = [_alert(province, row) for row in OF_PROVINCE]
    for commune in directory.communes_of(province_code):
        made += [_alert(commune, row) for row in OF_COMMUNE]
    return len(Alert.everywhere.bulk_create(made))


def _alert(owner: Tenant, row: tuple) -> Alert:
    days_ago, hours, level, category, title, area, text = row
    starts_at = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(days=days_ago)
    alert = Alert(
        province_id=owner.province_code,
        commune_id=owner.code if owner.is_commune else None,
        level=level, category=category, title=title, area=area, text=text, source=SOURCE,
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), raised_at=starts_at,
        is_sample=True,
    )  # fmt: skip
    alert.slug = free_slug(alert)
    return alert

"""Family names of Vietnam, of all its peoples, folded."""

_NAMES = """
alang an au bach ban bang be bien binh blinh bui ca cam cao chau chu chung co coor cu cung dam
dang danh dao dau diep dieu dinh do doan doi dong duong giang giap h ha han hang hau hinh ho
hoang hong hua huynh khong khuat khuc khuong kieu kim kpa ksor ky la lac lai lam lang lanh lau
le lieu lo loc lu luc lung luong luu luyen ly ma mac mai man mau mong mua nay neang nghiem ngo
nguy nguyen ninh nong nung oanh ong pham phan phi phu phung quach quan quang quoc ra rcom rmah
ro sa sam siu son su sung ta tan tang thach thai than thao thi thieu thinh tieu to ton tong
tran trieu trinh truong tu tuong ung uong van vang vi vien vo vu vuong xa y yen
adrong arat ayun bkrong bling bon brong buon chang chao cheo chiu chong cil clau coong cun cut
dagout dien dieng duot eban enuol hlong hmok hra hu hwing kbuor kha khau khieu khu kieng koc kra
ksa kso leng lien lieng lim linh liu lot lung luy mien mlo moc moong muong na ngan nie nu ot ouk
pang phang phia phin phu phua po poloong rahlan rcham riah rlan roda ru sen sin so soi song sua sui
tac tao tau tay teng then thung tra trang trau tri truu tua voong vy xin xom xong yang
"""

SURNAMES = frozenset(_NAMES.split())

# The frequent ones as they are written, by which a letter that was recognised wrongly is mended.
_FREQUENT = """
Nguyễn Trần Phạm Huỳnh Phan Dương Đặng Nông Lương Triệu Hứa Lành Lộc Đàm Đinh Đoàn Trịnh Trương
Mạc Lưu Phùng Hoàng Vương Chu Quách Giàng Thào Vàng Lường Quàng Thạch Nghiêm Tống Thái Khổng Đào
"""
WRITTEN = tuple(dict.fromkeys(_FREQUENT.split()))
_SHORT = """
An Âu Bàn Bế Bùi Ca Cao Chu Cù Đỗ Điêu Giàng Hà Hồ Hầu Khà La Lã Lê Lò Lù Lục Lý Ly Ma Mã Mai Mùa
Ngô Ninh Ông Sái Sầm Sùng Tạ Tô Từ Vi Vy Võ Vũ Vừ Xa Y
"""
# All whose marks are known: among readings of one name, that with such a family name is likelier.
KNOWN = frozenset(WRITTEN) | frozenset(_SHORT.split())

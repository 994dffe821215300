"""Text as labels are compared: without case, accents, width, punctuation and spaces, with the way back to the page."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Traditional forms that stand in labels and common names, so that 發票號碼 and 发票号码 are one name.
_TRADITIONAL = (
    "員營業長時間號報單據領導審復覆覈驗檢測樣產廠規構標準數額總計應實納稅費資餘結賬帳匯滙轉銀貸債擔險賠償損購買賣貨進"
    "運輸載車輛駕駛機場鐵線區鄉鎮縣樓層門電話傳網郵聯絡繫係關類種別職務勞動僱學歷曆畢專課師醫藥療診斷體狀況護國際華馬"
    "證執許認讓訂簽約條議協會紀錄記權屬養歲壽題內備註說請辦發開閉處決評質檔編碼連戶貴賓訪遞貿術語幣價減優預項細節歸還"
    "貼圖書軟設維裝飾環園圓東蘇廣龍億萬兩雙張頁個這與為無從後來過達遠違罰繳徵畫劃階級經財歡謝憑聲責監製壓鍵鎖鑰願響頭"
    "點黨齊齡龜滿沒漢潔潛濟灣熱爾獎獨獲異當盡盤眾矚碩確礎禮禦離稱積穩窮競筆築範篩籤糧純終組給統綠綜練緣縮績織續纖罷義"
    "習聖聞聽脫臨舊艙藝蘭補複見視親覺覽觀觸託討訓詞試詢該詳誌調談論諮講讀變貝負貫貳賀賞贈趕跡踐軍輕輪轄辭農適選遺邊鄭"
    "醬釋針鈔鋼錢鍋鏡鐘鑑閱陳陸陽隊隱隻雜難雲靈靜韓順須頒頻顆顏顧顯風飛飯飲館驟魚鮮鳥鹽麗麥黃齒隨廂紙圍銷"
)
_SIMPLIFIED = (
    "员营业长时间号报单据领导审复复核验检测样产厂规构标准数额总计应实纳税费资余结账账汇汇转银贷债担险赔偿损购买卖货进"
    "运输载车辆驾驶机场铁线区乡镇县楼层门电话传网邮联络系系关类种别职务劳动雇学历历毕专课师医药疗诊断体状况护国际华马"
    "证执许认让订签约条议协会纪录记权属养岁寿题内备注说请办发开闭处决评质档编码连户贵宾访递贸术语币价减优预项细节归还"
    "贴图书软设维装饰环园圆东苏广龙亿万两双张页个这与为无从后来过达远违罚缴征画划阶级经财欢谢凭声责监制压键锁钥愿响头"
    "点党齐龄龟满没汉洁潜济湾热尔奖独获异当尽盘众瞩硕确础礼御离称积稳穷竞笔筑范筛签粮纯终组给统绿综练缘缩绩织续纤罢义"
    "习圣闻听脱临旧舱艺兰补复见视亲觉览观触托讨训词试询该详志调谈论咨讲读变贝负贯贰贺赏赠赶迹践军轻轮辖辞农适选遗边郑"
    "酱释针钞钢钱锅镜钟鉴阅陈陆阳队隐只杂难云灵静韩顺须颁频颗颜顾显风飞饭饮馆骤鱼鲜鸟盐丽麦黄齿随厢纸围销"
)
_ONE_FORM = {a: b for a, b in zip(_TRADITIONAL, _SIMPLIFIED, strict=True) if a != b} | {"帐": "账"}


@lru_cache(maxsize=16384)
def _fold_char(char: str) -> str:
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", char).casefold())
    return "".join(_ONE_FORM.get(c, c) for c in plain if c.isalnum())


def fold_map(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the offset in ``text`` that it comes from."""
    if text.isascii():
        return fold(text), [offset for offset, char in enumerate(text) if char.isalnum()]
    out: list[str] = []
    back: list[int] = []
    for offset, char in enumerate(text):
        for c in _fold_char(char):
            out.append(c)
            back.append(offset)
    return "".join(out), back


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    if text.isascii():
        return "".join(filter(str.isalnum, text)).lower()
    return "".join(_fold_char(c) for c in text)


def is_cjk(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\u3040" <= char <= "\u30ff"


def is_lone_sign(text: str) -> bool:
    """Whether the text is a single Chinese character: part of a word set wide (名  称) or upright."""
    text = text.strip()
    return len(text) == 1 and is_cjk(text)


_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]")  # as in is_cjk, a twentieth of its cost for a line


def has_cjk(text: str) -> bool:
    return not text.isascii() and _CJK.search(text) is not None

"""Japanese characters that a reader may confuse and Unicode's table does not have."""

from __future__ import annotations

OLD_FORMS = tuple(
    """
    學学 會会 國国 體体 寫写 圖図 畫画 顯顕 來来 舊旧 號号 聲声 醫医 團団 廣広 澤沢 邊辺 變変 對対
    專専 應応 處処 實実 經経 續続 總総 聯連 臺台 萬万 榮栄 營営 藝芸 德徳 觀観 關関 當当 發発 數数
    樂楽 氣気 濟済 點点 狀状 驛駅 鐵鉄 龍竜 兩両 屬属 燈灯 轉転 輕軽 傳伝 價価 假仮 勞労 區区 參参
    壓圧 協协 術术 電电 図图 東东 報报 業业 華华 際际 連联 網网 頁页 専专 館舘 個箇 島嶋 崎﨑 高髙
    浜濱 滝瀧 証證 譯訳 釋釈 擇択 豫予 餘余 據拠 擧挙 戰戦 獻献 縣県 縱縦 纖繊 覺覚 讀読 讓譲 贊賛
    辭辞 選選 郞郎 隨随 靜静 靑青 顏顔 黑黒 齊斉 惠恵 惡悪 收収 敎教 斷断 晝昼 條条 檢検 權権 歐欧
    步歩 歷歴 歸帰 殘残 每毎 沒没 淺浅 渴渇 溫温 滿満 潛潜 灣湾 爐炉 爭争 產産 畵画 疊畳 盜盗 眞真
    碎砕 祕秘 禪禅 禮礼 稱称 穩穏 竝並 粹粋 絲糸 綠緑 繪絵 繼継 聽聴 肅粛 膽胆 臟臓 莊荘 藏蔵 藥薬
    蟲虫 衞衛 裝装 襃褒 觸触
    """.split()  # noqa: SIM905  # as a list of quoted pairs nobody could read it
)
"""An old or Chinese form of a kanji, then the one in use."""

ALIKE = tuple(
    """
    学字孚 本木夲 会曾合令 日曰目白 画面両 像象 調週 光先 者著 技枝 術述 協脇 社杜 田由甲申 未末
    土士 千干于 人入八 大太犬 間問聞 電雷 真直 理埋 東束 写与 印卯 紙氏 部陪 員買 究空 研砕 料科
    材村 情清 報執 工エ 口ロ 夕タ 力カ 二ニ 卜トﾄ 一ー―ｰ─‐－ ヘへ ソンノリ シツミ クワタ コユ
    チテ ラヲ ヌスフ マム アヤ ナメ ホオ ウワ 々〃 〇○0 丁了 万方 王玉主 戸尸 永氷水 市巾 天夭 牛午
    石右 名各 住往 待侍 持特 治冶 昭照 映英 音暗 声志 視規 覚学 博傳 湊奏 館錧
    """.split()  # noqa: SIM905  # as a list of quoted pairs nobody could read it
)
"""Groups of kanji and kana that differ by a stroke; the first stands for all."""

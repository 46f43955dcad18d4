### Konomiの日本語の文言。英語版(en.ftl)と同じ順に並べる。

language-name = 日本語

## 数

titles-count = { $count }作品

## ページ全体

page-title = Konomi：ブラウザの外に何も出さないアニメのおすすめ
page-description = 好きなアニメをいくつか選ぶと、次に見る作品をおすすめします。モデルはすべてブラウザの中で動き、アカウントもサーバーも要りません。
skip-to-content = 本文へ移動
nav-label = メイン
nav-home = おすすめ
nav-map = マップ
nav-people = 仲間
nav-charts = グラフ
nav-models = モデル
nav-about = Konomiについて
language-switch = 言語
theme-auto = 自動
theme-light = ライト
theme-dark = ダーク
theme-switch = テーマ：{ $now }。{ $next }に変更
sentence-end = 。
try-again = もう一度試す
save = 保存
choose-picks = お気に入りを選ぶ
in-your-picks = お気に入りに登録済み
picks-are-kept = お気に入りは保存されています。
anime-number = アニメ { $id }
catalogue-missing = 作品データを読み込めませんでした
part-missing = この部分を読み込めませんでした
part-missing-reason = 接続を確認して、もう一度お試しください。その間にKonomiが更新されたときは、ページを読み込み直してください。
not-found-title = ページが見つかりません
not-found-text = このアドレスのページはありません。
not-found-home = おすすめを見る

## プログラムが動く前

boot-no-script = Konomiはブラウザの中で動くプログラムですが、JavaScriptが無効になっています。このページで許可してから、読み込み直してください。
boot-old = このブラウザはKonomiには古すぎます。ここ2年ほどのFirefox、Chrome、Edge、Safariをお使いください。
boot-no-simd = このブラウザはKonomiには古すぎます（WebAssemblyのSIMDが必要です）。ここ2年ほどのFirefox、Chrome、Edge、Safariをお使いください。
boot-unreachable = Konomiを読み込めませんでした。接続を確認して、ページを読み込み直してください。
boot-broken = Konomiを開始できませんでした。ページを読み込み直してください。それでも動かないときは、ブラウザがWebAssemblyを止めているかもしれません。
boot-damaged = Konomiの一部が壊れて届きました。ページを読み込み直してください。

## 直前の操作

said-removed = 「{ $title }」を外しました
said-liked = 「{ $title }」をお気に入りに加えました
said-disliked = 「{ $title }」を好みではない作品にしました
said-dropped = 「{ $title }」を途中でやめた作品にしました（弱い「好みではない」として扱います）
said-rated = 「{ $title }」を{ $rating }点にしました
said-seen = 「{ $title }」を視聴済みにしました
said-planned = 「{ $title }」を見たい作品に加えました
said-hidden = 「{ $title }」はおすすめしません
said-choice = リストに入れるものを変えました
model-compares-now = { $model }で比べます
said-undone = 元に戻しました：{ $what }
model-makes-your-list = { $model }でおすすめを作ります
link-copy = リンクをコピー
link-copied = このリストへのリンクをコピーしました
link-copied-without-picks = お気に入りを除いてコピーしました。リンクに入るのは{ $most }作品までです。ファイルに保存してください
link-picks-taken = リンクから{ $count }作品を受け取りました
link-picks-added = { $count }作品を加えました
import-done = { $new }作品を追加{ $changed ->
    [0] { "" }
   *[other] 、{ $changed }作品を変更
}{ $same ->
    [0] { "" }
   *[other] 、{ $same }作品は登録済み
}
import-no-catalogue = 作品データをまだ読み込んでいます。少し待ってからもう一度お試しください
kept-aside = 保存されていた内容は、このブラウザに「{ $name }」として残してあります。
not-kept-aside = 保存されていた内容を別に残せませんでした（{ $reason }）。必要なら今コピーしてください。
picks-not-restored = お気に入りの一部を復元できませんでした：{ $warning }。{ $kept }

## スタートページ

home-title = 好きなアニメは？
home-sub = 5作品で十分です。選んだ内容がこのブラウザの外に出ることはありません。
saved-as = { $name }として保存しました
save-your-list = リストを保存
start-title = 知っている作品はありますか？
start-others = ほかの作品
start-surprise = 意外な作品
results-title = あなたへのおすすめ
results-nothing = おすすめできる作品がもうありません
results-nothing-hint = このお気に入りと絞り込みに合う作品はほかにありません。絞り込みをゆるめるか、別のモデルを試すか、外した作品を戻してください。
results-first-visit = 最初の1作品を選ぶと、ここにおすすめが並びます。それまでは、よく知られた作品をどうぞ。
results-engine-starting = エンジンを起動しています。最初のリストには数秒かかります。
results-engine-restarting = エンジンが停止したため、CPUで起動し直しています。
results-being-made = リストを作っています。
results-by = { $of }作品から{ $count }作品（{ $model }）
results-by-until = { $of }作品から{ $count }作品（{ $wanted }が届くまでは{ $model }）
results-failed = リストを作れませんでした
recommended = おすすめ
well-known = よく知られた作品
match-heard = の相性
because-of = { $titles }が好きなあなたに
because-of-in-spite = { $titles }が好きなあなたに（{ $spite }とは傾向が異なります）
fetching-model = モデルを読み込んでいます
fetching-progress = { $received } / { $total }
unknown-pick = このモデルは「{ $title }」を知らないため、リストに反映されていません。
unknown-picks = このモデルは{ $titles }、{ $last }を知らないため、リストに反映されていません。
unknown-picks-many = このモデルは{ $titles }など、ほか{ $others }作品を知らないため、リストに反映されていません。
list-announced = おすすめ{ $count }作品
list-announced-first = おすすめ{ $count }作品、1番目は{ $title }

## エンジン

engine-starting = 起動中
engine-restarting = 再起動中
engine-stopped = 停止
engine-loading = モデルを読み込んでいます。
engine-started-anew = エンジンを起動し直しました。お気に入りは保存されています。
engine-stopped-because = エンジンが停止しました。{ $reason }

## モデルの比較

compare-title = 2つのモデルを比べる
compare-sub = 同じお気に入りと同じ絞り込みを、2つのモデルが順位づけします。
compare-link = モデルを比べる
compare-no-picks = まだ比べるものがありません
compare-no-picks-hint = どちらのリストも、お気に入りから作られます。
compare-your-model = あなたのモデル
compare-other-model = 比べる相手
compare-quality = 初めて見る人たちでの品質 { $value }
compare-not-measured = このモデルの品質は測っていません
compare-until = データが届くまでは{ $model }
compare-shared = { $of }作品のうち{ $count }作品が両方のリストにあります
compare-there = 両方にあり（相手側では{ $place }位）

## 好みの近い人

people-title = あなたに似た人たち
people-sub = あなたと評価の近い人、その人たちの好きな作品、そして言葉で見るあなたの好みです。相手は名前のない標本で、比較はこのブラウザの中だけで行います。
people-no-picks = まだ誰とも比べられません
people-no-picks-hint = お気に入りを選ぶと、好みの近い人とその人たちの好きな作品がここに並びます。
people-failed = 標本を読み込めませんでした
people-looking = 好みの近い人を探しています。
people-genres = 好きなジャンル
people-sources = 好きな作品の原作
people-word-picks = 、お気に入り{ $count }作品
people-cloud-empty = まだありません。お気に入りからは何も読み取れませんでした。
people-loved = その人たちが好きで、あなたがまだ見ていない作品
people-loved-sub = あなたに最も近い人たちが、ふだんより高く評価した作品です。数字は平均評価です。
people-loved-empty = 複数の人が好きな作品は、すべてあなたも知っています。
people-raters = { $all }人中{ $raters }人が評価
people-mean-heard = 点（10点満点）
people-nearest = 最も近い人たち
people-nearest-sub = { $sample }人の標本から、評価のモデルが学んだ特徴のコサインで選びました。
people-column-who = 人
people-column-cosine = 近さ
people-column-common = 共通の作品
people-column-apart = 評価の差
people-column-loves = 最も高く評価
people-person = { $place }番

## マップ

map-title = 好みのマップ
map-sub = { $count }作品。同じ人たちが見ている作品ほど近くにあります。
map-loading = マップを読み込んでいます。
map-failed = マップを読み込めませんでした
map-canvas = すべてのアニメのマップ
map-keys = 矢印キーで移動、プラスとマイナスで拡大と縮小、0で全体を表示します。表示中の作品はマップの後に並びます。
map-nearer = 拡大
map-farther = 縮小
map-whole = 全体を表示
map-legend = 色の意味
map-your-picks = お気に入り
map-your-list = おすすめ
map-other-kinds = その他のジャンル
map-in-view-title = 表示中の作品
map-in-view = { $count }作品（知られている順）
map-pick = 「{ $title }」をお気に入りに加える
map-unpick = 「{ $title }」をお気に入りから外す
map-not-on-it = 「{ $title }」は登録している人が少なく、マップに載っていません

## 自分のモデル

own-title = 自分のモデル
own-what = KerasでRecommenderNetやNCFを、またはkonomi trainでモデルを学習させましたか？そのファイルで、すぐにおすすめを作れます。ファイルはこのブラウザの中で読むだけで、どこにも送らず、ページを離れると消えます。
own-choose = ファイルを選ぶ
own-drop = またはここにドロップ
own-files = Kerasの場合：.kerasファイルとuser_encoder.pkl、anime_encoder.pkl、scaler.pkl（anime_weights.npyとuser_weights.npyがあれば照合します）。中のものが実行されることはありません。Konomiの場合：.safetensorsファイル1つ。
own-blend = { $name }: ほかのモデルのブレンドで、それ自体の重みがありません
own-reading = ファイルを読んでいます。
own-failed = このファイルからはモデルを作れません
own-failed-hint = お気に入りとリストはそのままです。
own-too-large = ファイルの合計が1ギガバイトを超えています。これほど大きなモデルはありません
own-ranks = { $count }作品を順位づけ
own-see-list = 使用中：リストを見る
own-use = { $model }を使う
own-in-use = { $model }でおすすめを作ります

## ジャンル

genre-action = アクション
genre-adventure = 冒険
genre-avant-garde = 前衛
genre-award-winning = 受賞作
genre-boys-love = ボーイズラブ
genre-cars = 自動車
genre-comedy = コメディ
genre-dementia = 不条理
genre-demons = 悪魔
genre-drama = ドラマ
genre-ecchi = お色気
genre-erotica = 官能
genre-fantasy = ファンタジー
genre-game = ゲーム
genre-girls-love = ガールズラブ
genre-gourmet = グルメ
genre-harem = ハーレム
genre-hentai = 成人向け
genre-historical = 歴史
genre-horror = ホラー
genre-josei = 女性向け
genre-kids = 子ども向け
genre-magic = 魔法
genre-martial-arts = 武術
genre-mecha = ロボット
genre-military = ミリタリー
genre-music = 音楽
genre-mystery = ミステリー
genre-parody = パロディ
genre-police = 警察
genre-psychological = 心理
genre-romance = 恋愛
genre-samurai = 侍
genre-school = 学園
genre-sci-fi = SF
genre-seinen = 青年向け
genre-shoujo = 少女向け
genre-shoujo-ai = 少女愛
genre-shounen = 少年向け
genre-shounen-ai = 少年愛
genre-slice-of-life = 日常
genre-space = 宇宙
genre-sports = スポーツ
genre-super-power = 超能力
genre-supernatural = 超自然
genre-suspense = サスペンス
genre-thriller = スリラー
genre-vampire = 吸血鬼
genre-yaoi = やおい
genre-yuri = 百合

## 原作

source-4-koma-manga = 4コマ漫画
source-book = 書籍
source-card-game = カードゲーム
source-digital-manga = デジタル漫画
source-game = ゲーム
source-light-novel = ライトノベル
source-manga = 漫画
source-mixed-media = メディアミックス
source-music = 音楽
source-novel = 小説
source-original = オリジナル
source-other = その他
source-picture-book = 絵本
source-radio = ラジオ
source-visual-novel = ビジュアルノベル
source-web-manga = ウェブ漫画
source-web-novel = ウェブ小説

## 種別

kind-tv = TV
kind-movie = 映画
kind-ova = OVA
kind-ona = ONA
kind-special = スペシャル
kind-tv-special = TVスペシャル
kind-music = ミュージックビデオ
kind-cm = CM
kind-pv = PV
kind-unknown = 不明

## 季節

season-winter = 冬
season-spring = 春
season-summer = 夏
season-fall = 秋

## モデル

model-blend-label = ブレンド
model-blend-in-full = 最良モデルのブレンド
model-blend-idea = 下のいくつかのモデルの意見を、初めて見る人たちでの成績に応じた重みで足し合わせます。ひとつの見方より、複数の見方のほうが見落としが減ります。
model-ncf-label = NCF
model-ncf-in-full = ニューラル協調フィルタリング
model-ncf-idea = どの作品が同じリストに並ぶかを、リスト全体から学んだニューラルネットワークです。あなたと各作品を好みの空間の点として持ち、2つの点の相性を小さなネットワークが判断します。
model-recommender-net-label = 評価
model-recommender-net-in-full = 内積モデルRecommenderNet
model-recommender-net-idea = 同じ人たちがどの作品をどれだけ高く評価するかを、評価だけから学びました。すべての作品についてあなたの評価を予想します。好きになりそうかはわかりますが、見そうかどうかはわかりません。
model-edlae-label = EDLAE
model-edlae-in-full = ノイズ除去線形オートエンコーダ
model-edlae-idea = 一部を隠したリストを埋めるように学ばせたEASEです。長いリストの人の影響は小さくしてあります。作品がそれ自身と結びつくことを学ばずにすみます。
model-ease-label = EASE
model-ease-in-full = 線形オートエンコーダEASE
model-ease-idea = すべての作品の組について、一方を持つことが他方をどれだけ後押しするか、または妨げるかを表した1枚の表です。全体を同時に解くので、3つ目の作品との共通点を二重に数えません。
model-als-label = ALS
model-als-in-full = 交互最小二乗法による行列分解
model-als-idea = 作品とユーザーをいくつかの数で表し、その積が誰が何を持つかを表します。お気に入りが変わるたびに小さな連立方程式を解いて、あなたの数を正確に求めます。
model-mult-vae-label = VAE
model-mult-vae-in-full = 変分オートエンコーダ
model-mult-vae-idea = リストを少数の数に圧縮し、そこからリスト全体を広げ直すニューラルネットワークです。お気に入りのほかに現れたものがおすすめになります。
model-mf-label = MF
model-mf-in-full = ロジスティック行列分解
model-mf-idea = 作品とユーザーごとの数に、知名度を表す数をひとつ加えたものです。学習するモデルの中で最も古く、丁寧に学ばせればニューラルなモデルでもなかなか勝てません。
model-hybrid-label = ハイブリッド
model-hybrid-in-full = 人と内容とネットワークのハイブリッド
model-hybrid-idea = あなたに最も似たユーザー、ジャンルや制作会社、ニューラルネットワークの3つの意見を、それぞれの成績に応じた重みで足し合わせます。
model-light-gcn-label = LightGCN
model-light-gcn-in-full = 軽量グラフ畳み込みネットワーク
model-light-gcn-idea = ユーザーと作品を、誰が何を持つかの網として並べ、作品の特徴をその上でならします。作品は、2歩先にあるものの特徴を少しずつ帯びます。
model-recommender-net-implicit-label = 内積
model-recommender-net-implicit-in-full = リストから学んだRecommenderNet
model-recommender-net-implicit-idea = 評価の高さではなく、リストにあるかどうかから学ばせた内積のネットワークです。ネットワークは同じで、問いが違います。
model-gmf-label = GMF
model-gmf-in-full = 一般化行列分解
model-gmf-idea = NCFの片方です。あなたの数と作品の数の積に、それぞれ重みをつけます。
model-item-knn-label = 近傍
model-item-knn-in-full = 作品の近傍法
model-item-knn-idea = お気に入りと同じリストにある作品をおすすめします。「これを持つ人はこれも持っています」という定番の方法です。
model-user-knn-label = 人
model-user-knn-in-full = ユーザーの近傍法
model-user-knn-idea = リストがあなたと最も似たユーザーを探し、その人たちが持つ作品をおすすめします。名前のないリストの標本が付いてきます。
model-pin-sage-label = PinSAGE
model-pin-sage-in-full = 作品の内容に基づくグラフネットワーク
model-pin-sage-idea = ジャンル、制作会社、年から始め、リストの上のランダムウォークで出会う作品を混ぜ込みます。まだ誰も持たない作品も、似た作品の近くに置かれます。
model-mlp-label = MLP
model-mlp-in-full = 多層パーセプトロン
model-mlp-idea = NCFのもう片方です。2つの点をどう判断してもよい小さなネットワークで、近いほど良いことも自分で見つけなければなりません。
model-content-label = 内容
model-content-in-full = ジャンル・制作会社・年の近さ
model-content-idea = ほかの人はまったく見ず、作品そのもの、つまりジャンル、制作会社、原作、種別、年代だけを見ます。まだ誰も見ていない作品もおすすめできます。
model-popularity-label = 人気
model-popularity-in-full = 人気順
model-popularity-idea = 誰にでも同じ、最も多くの人が持つ作品のリストです。ほかのモデルが超えなければならない基準です。
model-own-ncf-label = 自分のNCF
model-own-ncf-in-full = 自分のNCF
model-own-ncf-idea = 自分で学習させたNCFです。
model-own-recommender-net-label = 自分のRecommenderNet
model-own-recommender-net-in-full = 自分のRecommenderNet
model-own-recommender-net-idea = 自分で学習させた「評価」と同じ種類のモデルです。
model-own-model-label = 自分のモデル
model-own-model-in-full = 自分のモデル
model-own-model-idea = 自分で学習させたモデルです。

## お気に入りと作品への操作

picks-yours = お気に入り
picks-theirs = 相手のお気に入り
picks-show-first = 最初の{ $count }作品だけ表示
picks-show-all = { $count }作品すべて表示
picks-none = まだありません。好きな作品を検索するか、下の作品から選んでください。
picks-watching = { " · 視聴中" }
picks-unknown = このモデルは知らない作品です
picks-remove = 「{ $title }」を外す
picks-opinion = 「{ $title }」の評価
undo = 元に戻す
close = 閉じる
like = 好き
seen-it = 視聴済み
plan-to-watch = 見たい
not-interested = 興味なし
set-aside-seen = 視聴済み
take-back = 戻す
take-back-title = 「{ $title }」を戻す
act-on = { $act }：{ $title }
more-like-this = 似た作品
more-like-title = 似た作品：{ $title }
mal-of-title = MAL：MyAnimeListの「{ $title }」
expected-rating = 予想評価
model = モデル
all-models = すべてのモデル
genres = ジャンル

## 検索

search = 検索
search-titles = { $count }作品から検索
search-label = アニメのタイトルを検索
search-matches = 見つかった作品
search-none = 見つかりません
search-none-hint = 見つかりません。文字を減らすか、英語やローマ字のタイトルもお試しください。
search-found = { $count }作品見つかりました
search-in-picks = お気に入り
search-seen = 視聴済み
search-planned = 見たい
search-set-aside = 興味なし

## リンク・更新・お知らせ

shared-looking = ほかの人のお気に入りを見ています。
shared-own-kept = あなたのお気に入り{ $count }作品は保存されていて、最初のボタンで戻せます。
shared-back = 自分のリストに戻る
shared-add = 自分のお気に入りに加える
update-here = Konomiの新しいバージョンがあります。
update-keeps = お気に入りと設定はそのままです。
update-updating = 更新しています…
update-take = 更新
update-later = あとで
notice-copy = 保存されていた内容をコピー
notice-dismiss = 閉じる
offline-pending = ブラウザがページのファイルを保存しています。終わると、オフラインでもすべて使えます。
offline-ready = オフラインで使えます。ページ全体がこのブラウザに保存されています。
offline-unsupported = このブラウザはこのアドレスのページを保存できないため、毎回ネットワークが必要です。
offline-failed = ページのファイルを保存できませんでした。ネットワークが切れたか、空き容量が足りません。次に開いたときにもう一度試します。それまではネットワークが必要です。
badge-explained = モデルはこのブラウザの中で動きます。WebGPUが使えればGPUで、使えなければCPUで計算します。順位はどちらも同じです。時間は直前のリストにかかった時間です。
badge-offline = オフラインで使えます。
engine-start-again = もう一度起動

## 相性の意味

match-question = 相性とは？
match-of-ncf = お気に入りから見て、その作品があなたのリストにありそうだとネットワークがどれだけ確信しているかです。MyAnimeListの数千人のリストから、どの作品が一緒に並ぶかを学びました。100%なら確実です。どれだけ高く評価するかは表しません。
match-of-ratings = あなたの評価が1から10のどのあたりになるかというモデルの予想です。同じ人がどの作品を高く評価するかを、MyAnimeListのユーザーの評価から学びました。各作品の下の予想評価は、同じ数字を10点満点で表したものです。
match-of-others = お気に入りだけがわかっている人のリストに、その作品がある確率です。モデルが学んでいない人たちで測りました。どれだけ高く評価するかは表しません。
match-not-compared = 異なるモデルの数字は比べられません。大切なのはリストの中の順番です。

## 作品のページ

anime = アニメ
loading = 読み込み中
anime-unknown = 番号{ $id }のアニメはありません
anime-unknown-hint = この作品データにはありません。もっと新しい作品かもしれません。
anime-unknown-mal = MyAnimeListで探す
anime-unknown-search = ここでタイトルから探す
anime-score = スコア
anime-scored-by = 評価した人
anime-members = メンバー数
anime-rating = 対象年齢
anime-like = 好き
anime-remove = ：外す
anime-engine-starting = エンジンを起動しています。
anime-comparing = 比べています。
anime-comparison-failed = 比べられませんでした
anime-not-known = このモデルはこの作品を知りません
anime-not-known-hint = 学習時にリストに入れていた人が少なすぎました。別のモデルなら知っているかもしれません。
most-similar = 最も似た作品
least-similar = 最も似ていない作品
anime-cosine = 学習したベクトルのコサイン
similar-heard = の近さ

## グラフ

chart = グラフ
charts-loading = 表を読み込んでいます。
charts-missing = グラフの表を読み込めませんでした
charts-title = グラフで見る{ $count }作品のアニメ
charts-filters-act = 絞り込みは、作品を数えるすべてのグラフに効きます。
charts-without-picks = お気に入りを選ぶと、その位置もグラフに表示されます。
charts-with-picks = お気に入りの位置に印がついています。
charts-passing = { $of }作品中{ $count }作品
charts-what-there-is = どんな作品があるか
charts-what-there-is-sub = 種別、ジャンル、ジャンルの言葉を、作品数で数えました。
charts-what-is-liked = 好かれる作品と知られている作品
charts-what-is-liked-sub = 作品の平均スコアと、リストに入れている人の数です。
charts-when = いつ公開されたか
charts-when-sub = 季節と年ごとの初放送・初公開です。最初の映画までさかのぼります。
charts-who-made = 誰が、何から作ったか
charts-who-made-sub = 制作会社、原作、原題の文字です。
charts-who-watches = 誰が見ているか
charts-who-watches-sub = メンバーの自己申告です。下で評価を数えているユーザーとは別の人たちです。
charts-ratings-say = 評価からわかること
charts-ratings-say-sub = ユーザー自身の評価が、ユーザー、作品、ジャンル、年代にどう広がっているかです。
chart-table = 表
chart-hide-table = 表を隠す
chart-series = 系列：押すと表示を切り替えます
chart-not-saved = { $reason }。表は手でコピーできます
chart-of-this = （このグラフ）
chart-of-this-table = （このグラフの表）
chart-zoom-in = 拡大
chart-zoom-out = 縮小
chart-turn-left = 左に回す
chart-turn-right = 右に回す
chart-reset = 元の表示
chart-said = { $label }：{ $value }。{ $of }個中{ $at }番目
chart-keys = 矢印キーで値をたどり、Enterで表を開きます。
chart-keys-zoom = 矢印キーで値をたどり、プラス・マイナス・0で拡大縮小、Enterで表を開きます。
chart-keys-space = 矢印キーで回し、Shiftと矢印キーで点をたどります。0で元の表示、Enterで表を開きます。
chart-more-rows = ほか{ $count }行。すべてCSVにあります。
chart-show-more = さらに{ $count }行
filters = 絞り込み
filters-on = 絞り込み：{ $count }件
filter-types = 種別
filter-from-year = この年から
filter-to-year = この年まで
filter-add-genre = ジャンルを追加
filter-genre = ジャンル
filter-remove = ：外す
filter-show-all = すべて表示

## リストに入れるもの

choice-one-a-series = シリーズから1作品
choice-niche = 人気か隠れた作品か
choice-popular-end = 人気
choice-niche-end = 隠れた
choice-diverse = 似た作品か多様な作品か
choice-alike-end = 似た
choice-diverse-end = 多様
choice-as-ranked = モデルの順位のまま
choice-passing = { $of }作品中{ $count }作品が対象
choice-episodes = 話数
choice-length = 長さ
choice-1-episode = 1話
choice-2-to-13 = 2〜13話
choice-14-to-26 = 14〜26話
choice-more-than-26 = 27話以上
choice-age-ratings = 対象年齢
choice-ages = 年齢
choice-also = リストに含めるもの
choice-also-seen = 視聴済みも含める
choice-also-planned = 見たい作品も含める
choice-also-explicit = 成人向けも含める
choice-off = 絞り込みをすべて解除
choice-leave-out = ジャンルを除く
choice-without = { $genre }を除く
choice-take-back = ：戻す

## リストの読み込み

import-open = リストを読み込む
import-title = リストを読み込む
import-reading = 読んでいます…
cancel = やめる
import-privacy = このブラウザの中で読むだけで、どこにも送りません。追加する前に内容を確認でき、あとから元に戻せます。
import-choose = ファイルを選ぶか、ここにドロップ
import-from-mal = リスト → Export：.xml.gzファイルをそのまま。
import-from-anilist = Settings → Account → Download your data。作品がAniListの番号だけで書かれているため、2013年ごろより後の作品は見分けられません。APIの応答（MediaListCollection、タイトルかidMalつき）ならすべて読めます。
import-from-kitsu = Settings → Export library（MyAnimeListの形式）。
import-own = 自作
import-from-own = title、score、statusなどの列があるCSV、または1行に1つずつタイトル、MyAnimeListの番号かアドレスを書いたテキスト。
import-none-certain = 確実にわかる作品はありません。
import-not-taken = 読み込めない行が{ $count }行
import-lines-not-taken = 読み込めない行
import-file-of-kind = { $name }（{ $kind }）：
import-leave-out = 読み込まない
import-to-confirm = 確認が必要な作品が{ $count }つ
import-likeliest = それぞれ最も近いものを選ぶ
import-kind-mal = MyAnimeListの形式
import-kind-anilist = AniListの形式
import-kind-konomi = Konomiの形式
import-kind-table = 表
import-kind-lines = 1行に1作品
import-sum-rated = 評価つき{ $count }作品
import-sum-liked = 評価なしで視聴済み・お気に入り{ $count }作品：「好き」として扱います
import-sum-disliked = 好みではない{ $count }作品
import-sum-dropped = 評価なしで途中でやめた{ $count }作品：弱い「好みではない」として扱います
import-sum-seen = 感想なしで視聴済み・保留{ $count }作品：おすすめしません
import-sum-planned = 見たい{ $count }作品：おすすめせず、好みにも使いません
import-sum-hidden = 興味なし{ $count }作品：おすすめしません
import-add = { $count }作品を追加
import-too-large = アニメのリストにしては大きすぎるファイルです
import-empty = このファイルに作品はありません
import-not-text = テキストファイルではありません。MyAnimeList、AniList、Kitsuから書き出したリスト、CSV、またはテキストを選んでください
import-packed = 圧縮ファイル（.gz）が壊れています。もう一度ダウンロードしてください
import-zip = zipファイルです。展開して、中のリストを選んでください
import-doctype = このXMLファイルにはDOCTYPEがあります。書き出したリストにはないものなので、安全のため読み込みません
import-other-xml = MyAnimeListのアニメのリストではないXMLファイルです
import-manga = 漫画のリストです。アニメのリストを書き出してください
import-json = JSONファイルの{ $line }行目が壊れています（{ $reason }）。もう一度ダウンロードしてください
import-other-json = AniListのものでもKonomiのものでもないJSONファイルです
import-nameless = 番号もタイトルもありません
import-status = 視聴状態がわかりません
import-status-of = 視聴状態「{ $status }」がわかりません
import-scale = 評価{ $score }の尺度がわかりません
import-score = 評価{ $score }は0から10の数ではありません
import-score-of = 評価{ $score }は0から10の数ではありません
import-opinion = 感想「{ $opinion }」がわかりません
import-ends = ファイルが途中で終わっています
import-damaged = ここから先が壊れています（{ $reason }）
import-line = 行を読めません（{ $reason }）
import-twice = ファイルに2回出てきます
import-unknown = Konomiの知らない作品です
import-no-title = 似たタイトルの作品がありません
import-number = 番号{ $id }
import-number-of = { $id }はアニメの番号ではありません
import-anilist-number = AniListの番号{ $id }
export-failed = リストを書き出せませんでした：{ $reason }
stored-unreadable = 保存されていた内容を読めませんでした
stored-other-version = 別のバージョンのKonomiで保存された内容です（形式{ $version }）
stored-damaged = 保存されていた項目のうち{ $count }件を読めませんでした

## 作品の情報

form-film = 映画
form-tv-special = TVスペシャル
form-commercial = CM
form-promotional = プロモーション映像
form-music = ミュージックビデオ
season-of-year = { $year }年{ $season }
source-is-original = オリジナル
source-is = 原作：{ $source }
episodes-count = 全{ $count }話
age-g = 全年齢
age-pg = 子ども向け（PG）
age-pg-13 = 13歳以上
age-r = 17歳以上（R）
age-r-plus = 軽い性的表現あり（R+）
age-rx = 成人向け（Rx）
dislike = 好みではない
dropped = 途中でやめた
import-entry = { $at }件目
import-line-number = { $at }行目
file-not-saved = ブラウザがファイルの保存を許可しませんでした
file-not-read = ファイルを読めませんでした。元の場所にありますか

## エンジンからの知らせ

engine-cpu-asked = このページのアドレスの指定により、CPUで動いています
engine-cpu-first = CPUで動いています。並行してGPUを試しています
engine-cpu-card-slow = GPUではリスト1つに{ $milliseconds }ミリ秒かかり、画面の1コマより長いため、CPUで動いています
engine-without-gpu = このプログラムにはWebGPUが入っていません
engine-cpu-imitated = CPUで動いています。このブラウザのGPUはソフトウェアによる代用で、かえって遅くなります
engine-gpu-imitated = このページのアドレスの指定により、ソフトウェアによる代用GPUで動いています
engine-gpu = WebGPUを通じてGPUで動いています
engine-cpu-unusable = CPUで動いています。GPUを使えませんでした（{ $reason }）
engine-cpu-no-webgpu = CPUで動いています。このブラウザにはWebGPUがありません
engine-cpu-no-adapter = CPUで動いています。WebGPUはありますが、使えるGPUがありません
engine-cpu-failed-test = GPUが検査に通らなかったため、CPUで動いています：{ $reason }
engine-cpu-anew = CPUで動いています。エンジンを起動し直しました：{ $reason }
engine-cpu-card-failed = GPUが止まったため、CPUで動いています：{ $reason }
engine-not-started = 起動前のエンジンに問い合わせました。ページを読み込み直してください。
engine-no-weights = { $model }のデータを読み込めませんでした：{ $reason }
engine-without-weights = このページには{ $model }のデータがありません。
engine-no-models = モデルを読み込めませんでした：{ $reason }。
engine-no-list = リストを作れませんでした：{ $reason }。
engine-device-lost = GPUが失われました。{ $reason }
engine-slow-to-load = エンジンの読み込みが時間内に終わりませんでした
engine-slow-to-start = エンジンが時間内に起動しませんでした
engine-slow-to-answer = エンジンが時間内に応答しませんでした
engine-other-version = ページとエンジンのバージョンが異なります（{ $found }と{ $own }）。ページを読み込み直してください
engine-no-text = エンジンから文字以外のものが届きました
engine-unreadable = エンジンからの知らせを読めませんでした
engine-not-loaded = エンジンを読み込めませんでした
unknown-error = 不明なエラー

## モデルのページ

models-sub = 同じお気に入りから、それぞれの方法で、お使いの機器の中でリストを作ります。しくみか成績で選んでください。
models-figures = 数字の意味
models-figures-what = どのモデルも学んでいない約{ $users }人のリストの5分の4を渡し、残りをどれだけ見つけられるかを測りました。「品質」（NDCG@100）は、隠した作品が上位100のどれだけ上に並ぶかで、すべてが先頭なら1です。「発見」は上位20に入った割合、「多様さ」は誰かの上位20に一度でも現れた作品が全体に占める割合です。最大3回の学習の平均で、このページと同じ精度で測りました。
models-quality = 品質
models-found = 発見
models-variety = 多様さ
models-part-of-page = ページに含まれています
models-fetched = { $size }、使うときに読み込みます
models-not-here = このページには含まれていません
models-default = 標準

## Konomiについて

about-title = Konomiについて
about-lead = その名のとおり、あなたの好みを読み取ります。好きな作品をいくつか選ぶだけで、次に見たくなりそうな作品を、お使いの機器の中で探します。
about-nothing-leaves = ブラウザの外には何も出ません
about-nothing-leaves-text = 学習済みのモデルと作品データは、このページの一部です。お気に入りはこのブラウザに保存され、おすすめもここで計算します。サーバーに求めるのはページのファイルだけです。アカウントもCookieもアクセス解析もありません。すべてを消すには、ブラウザでこのサイトのデータを削除してください。
about-offline = オフラインで
about-everything = ほかのモデルとグラフィックカード用のプログラムは、使ったときに保存されます。まだ保存されていないのは{ $size }です。
about-keep-everything = すべて保存する（{ $size }）
about-everything-kept = すべてのモデルとグラフィックカード用のプログラム（{ $size }）も保存されています。
about-keeping = ほかのモデルを保存しています
about-keeping-progress = { $total }のうち{ $kept }
about-keeping-failed = すべては保存できませんでした。ネットワークが切れたか、空き容量がありません。保存済みのものは残ります。
about-install = 多くのブラウザでは、Konomiをアプリのようにインストールできます。中身は同じページで、専用のウィンドウで開きます。新しいバージョンがあるとお知らせし、更新するまでは今のバージョンが動き続けます。
about-update = 今すぐ更新
about-data = データの出どころ
about-data-text = 作品の情報、リスト、評価はMyAnimeListのもので、Kaggleで公開されているデータの形式に従っています。ユーザー名は番号に置き換えられています。ページに入っているのは作品の情報とモデルが学んだこと、そしてあなたと比べるための、名前も番号もないリストと評価の標本だけです。作品の情報はリストより新しいため、最後のリストより後に出た作品は検索できますが、どのモデルも学んでいないのでおすすめには出ません。成人向けの作品は検索にもリストにも出しません。ポスターはジャンルと番号から描いたもので、画像の複製はありません。
about-of-when = 時期
about-anime = アニメ
about-users = ユーザー
about-ratings = 評価
about-interactions = リストの作品
about-how = しくみ
about-at-once = すぐに出るリストと、その後のリスト
about-at-once-text = ページに含まれる小さなニューラルネットワークNCFが、最初のリストをすぐに作ります。その間に、初めて見る人たちで成績のよかったモデルのブレンド（標準）を読み込み、引き継ぎます。
about-at-once-models = 各モデルのしくみと成績
about-lists = リストと評価
about-lists-text = ほとんどのモデルは、どの作品が同じ人のリストに並ぶかを学びました。評価から学んだモデルもひとつあり、どれだけ高く評価しそうかはわかりますが、見そうかどうかはわかりません。
about-new = モデルにとって、あなたは新しい人です
about-new-text = モデルはあなたが来る前に学習を終えているので、あなたのことを何も知りません。お気に入りが変わるたびに、学んだ内容はそのままに、それが各モデルにとって何を意味するかを計算します。フォールドインと呼ばれ、数ミリ秒で終わります。「好みではない」は似た作品を遠ざけ、低い評価は「見るけれど控えめ」という意味になります。
about-start = 最初に並ぶ作品
about-start-text = お気に入りを選ぶたびに、あなたの好みが最もよくわかる作品が並びます。答えを知ることで、ほかのすべての作品についてのNCFの迷いが最も減る作品です（ベイズI最適計画）。表示されて選ばれなかったことも、少しだけ考慮します。
about-gpu = WebGPUとCPU
about-gpu-text = モデルは、ブラウザがWebGPUに対応していればGPUで、そうでなければCPUで動きます。GPUが止まってもCPUで続けます。順位はどちらも同じです。どちらを使っているかとその理由は、上のバッジでわかります。
about-match = 相性の意味
about-match-text = あなたのお気に入りがわかっている人のリストに、その作品がある確率を、モデルの知る限りで表したものです。評価のモデルでは、1から10のどのあたりの評価になりそうかという予想です。どちらも約束ではなく、異なるモデルの数字は比べられません。作品のページの数字は2つの作品のコサインで、100%は同じ方向、0%は無関係、それより下は反対の方向です。
about-licence = ライセンス
about-licence-text = KonomiはMITまたはApache 2.0ライセンスの自由ソフトウェアです。KonomiはMyAnimeListとは関係ありません。
about-licence-link = ライセンスの全文

## グラフの見出し

eda-nothing = 数えるものがありません
eda-caption = { $what } · n = { $n }
eda-caption-left-out = { $what } · n = { $n }（{ $left_out }を除く）
eda-left-out = { $reason }{ $count }
eda-caption-filtered = { $caption } · 絞り込み中（全作品の{ $share }）
eda-filtered-titles = 絞り込んだ作品
eda-all-titles = すべての作品
eda-you = あなた
eda-titles = 作品数
eda-type = 種別
eda-genre = ジャンル
eda-language = 言語
eda-score = スコア
eda-members = メンバー数
eda-popularity-rank = 人気順位
eda-year = 年
eda-decade = 年代
eda-studio = 制作会社
eda-source = 原作
eda-age = 年齢
eda-location = 場所
eda-rating = 評価
eda-ratings = 評価数
eda-users = ユーザー数
eda-without-type = 種別不明
eda-without-genre = ジャンルなし
eda-without-score = スコアなし
eda-without-members = メンバーなし
eda-without-type-or-rank = 種別か順位なし
eda-without-type-or-score = 種別かスコアなし
eda-without-these-genres = これらのジャンル以外
eda-without-rank-members-score = 順位・メンバー・スコアなし
eda-without-season = 季節不明
eda-without-year = 年不明
eda-without-genre-or-year = ジャンルか年なし
names-comma = 、
names-and = { $first }、{ $last }
percent-under-1 = 1%未満
percent-over-99 = 99%超
range-from-to = { $from }〜{ $to }
types-largest = 最も多い種別は{ $name }で、全体の{ $share }
types-largest-several = 最も多い種別は{ $names }
types-none-leads = 飛び抜けて多い種別はありません
types-caption = 種別ごとの作品数
genres-only = ここにあるジャンルは{ $name }だけ
genres-leads = 最も多いジャンルは{ $name }
genres-lead = 最も多いジャンルは{ $names }
genres-none-leads = 飛び抜けて多いジャンルはありません
genres-caption = ジャンルごとの作品数（1作品に複数あり）
words-one = ひとことで言えば{ $word }
words-few = 言葉で言えば、{ $words }
words-caption = ジャンル（大きいほど作品が多い）
pairs-most = 最もよく重なるのは{ $one }と{ $other }
pairs-without-two = これらのジャンルが2つない作品
pairs-caption = 上位{ $count }ジャンルのうち両方を持つ作品数
languages-without = 原題なし
languages-surely = 原題の{ $share }は確実に{ $language }
languages-han = 原題の{ $share }は漢字だけ
languages-latin = 原題の{ $share }はラテン文字
languages-other = 原題の{ $share }はその他の文字
languages-caption = 文字から見た原題の言語：かなは日本語、ハングルは韓国語、漢字だけならどちらもありうる
script-japanese = 日本語
script-korean = 韓国語
script-han = 中国語か日本語（漢字のみ）
script-latin = ラテン文字
script-other = その他の文字
script-none = 文字なし
score-members-higher = よく知られた作品ほどスコアが高い
score-members-lower = よく知られた作品ほどスコアが低い
score-members-little = 知名度とスコアはほとんど関係がない
score-members-caption = 作品のスコアとメンバー数
popularity-best = 最も人気の種別は{ $name }：半数が{ $rank }位以内
popularity-caption = 種別ごとの人気順位（1位が最も人気）
scores-highest = スコアの中央値が最も高いのは{ $high }、最も低いのは{ $low }
scores-half = { $name }の半数が{ $score }以上
scores-same = スコアの中央値はすべて同じ
scores-type-caption = 種別ごとのスコア：四分位、1.5 IQRまでのひげ、外れ値
scores-genre-caption = 作品の多い{ $count }ジャンルのスコア
space-caption = 作品の人気順位、メンバー数、スコア
space-mean = 平均スコアは{ $score }
space-popular-tenth = 人気上位1割の平均スコアは{ $popular }、それ以外は{ $others }
seasons-most = 最も多く始まる季節は{ $name }
seasons-most-several = 最も多く始まる季節は{ $names }
seasons-none-leads = 飛び抜けて多い季節はありません
seasons-caption = 季節ごとの作品数（Premiered、なければAiredの初日）
years-only = すべて{ $year }年の作品
years-most = 作品が最も多い年は{ $year }年
years-most-several = 作品が最も多い年は{ $years }
years-none-leads = 飛び抜けて多い年はありません
years-caption = 年ごとの作品数（Premiered、なければAiredの初日）
decades-other-genres = その他のジャンル
decades-decade = { $decade }年代
decades-largest = 最も割合が大きいのは{ $name }
decades-grew = 最も伸びたのは{ $name }：{ $from }の{ $before }から{ $to }の{ $after }へ
decades-caption = 年代ごとの作品のジャンルの割合
studios-without = 制作会社不明
studios-smaller = 小さな制作会社
studios-most = 最も多く作った制作会社は{ $name }
studios-most-several = 最も多く作った制作会社は{ $names }
studios-none-leads = 飛び抜けて多い制作会社はありません
studios-caption = 制作会社ごとの作品数（共同制作は別）
studios-caption-top = 上位{ $count }社の作品数（共同制作は別）
sources-without = 原作不明
sources-most = 最も多い原作は{ $name }で、全体の{ $share }
sources-most-several = 最も多い原作は{ $names }
sources-none-leads = 飛び抜けて多い原作はありません
sources-caption = 原作ごとの作品数
members-unfiltered = メンバーには種別も年もジャンルもないため、絞り込みは効きません
genders-without = 性別未回答
genders-most = 回答したメンバーの{ $share }が{ $name }
genders-caption = 性別ごとのメンバー数
gender-male = 男性
gender-female = 女性
gender-non-binary = ノンバイナリー
ages-outside = { $youngest }歳未満と{ $oldest }歳超
ages-without = 年齢未回答
ages-half = メンバーの半数が{ $age }歳以下
ages-caption = 年齢ごとのメンバー数
locations-without = 場所未回答
locations-other = その他の場所
locations-most = 最もメンバーの多い場所は{ $name }
locations-most-several = 最もメンバーの多い場所は{ $names }
locations-caption = 場所ごとのメンバー数（自己申告、上位{ $count }）
ratings-most = 最も多い評価は{ $rating }で、{ $high }が7以上
ratings-most-several = 最も多い評価は{ $ratings }
ratings-none-leads = 飛び抜けて多い評価はありません
ratings-without-facts = 情報のない作品の評価
ratings-caption = ユーザーの評価
ratings-all = すべての評価
ratings-on-a-list = リストのみで評価なし
ratings-half-of-users = ユーザーの半数は評価が{ $count }件以下
ratings-users-caption = 評価数ごとのユーザー数
users-unfiltered = ユーザーには種別も年もジャンルもないため、絞り込みは効きません
ratings-without = 評価なし
ratings-half-of-titles = 評価された作品の半数は評価が{ $count }件以下
ratings-titles-caption = 評価数ごとの作品数
chart-yours = あなたの作品
chart-you-inner = あなた（内側の輪）
chart-other-titles = その他の作品
chart-nothing = 表示するものがありません

## 不具合

fetch-unreachable = { $address }を読み込めませんでした。接続を確認してください
fetch-answered = { $address }を読み込めませんでした。サーバーの応答は{ $status }です
fetch-damaged = { $address }はこのページのファイルではありません。ページを読み込み直してください
storage-none = このブラウザはページのデータを保存しません。お気に入りはタブを閉じるまで残ります
storage-full = ブラウザの保存領域がいっぱいです。最後の変更はこのタブを閉じると失われます
panic-title = Konomiが停止しました
panic-text = ページの不具合です。お気に入りは保存されています。読み込み直して続けてください。また起きる場合は、詳細が修正の手がかりになります。
panic-reload = 読み込み直す
panic-copy = 詳細をコピー
filter-no-type = 種別「{ $name }」はありません
filter-no-years = 「{ $text }」は年の範囲ではありません。1990-2005のように書いてください
filter-no-episodes = 「{ $text }」は話数の範囲ではありません。12-26のように書いてください
filter-no-age = 対象年齢「{ $name }」はありません
filter-no-genre = ジャンル「{ $name }」はありません
file-not-this-kind = { $file }ではありません
file-kind-KNMCATAL = 作品データ
file-kind-KNMENCOD = エンコーダのファイル
file-kind-KNMCHART = グラフのデータ
file-kind-KNMATLAS = マップのデータ
file-kind-KNMPEOPL = ユーザーのサンプル
file-kind-KNMTESTS = テストのファイル
file-of-version = { $file }の形式がバージョン{ $found }ですが、{ $expected }が必要です。ページを読み込み直してください
file-damaged = { $file }が壊れています。ページを読み込み直してください
keras-missing = ありません。モデルに必要なファイルです
keras-stranger = モデルのファイルではありません
keras-damaged = 完全な{ $kind }ファイルではありません。もう一度取得するか、書き出し直してください
keras-too-large = { $what }を含むとありますが、これほど大きなモデルはありません
keras-forbidden = scikit-learnのエンコーダやスケーラーに不要な{ $what }を求めています。何も実行していません
keras-not-finite = { $what }に有限の数でない値があります
keras-io = 読めません：{ $reason }
keras-no-part = { $name }が含まれていません。Keras 3のモデルではありません
keras-long-description = 16 MBを超える記述
keras-long-weights = 展開すると1 GBを超える重み
keras-array = { $extents }個の値の配列
keras-call = 名前でないものの呼び出し
keras-instruction = 命令{ $code }
keras-layer = 層{ $name }
keras-no-weights = 層{ $name }の重みが含まれていません
keras-neither = RecommenderNet（2つの埋め込みにDot層が1つ）でもNCF（2つの埋め込みにMultiply層が1つ）でもありません
keras-not-normalized = 埋め込みの積が、RecommenderNetのように正規化されていません
keras-dense-count = 積の後に全結合層が{ $count }個ありますが、RecommenderNetでは2個です
keras-dense-sizes = 全結合層の大きさが互いに合いません
keras-last-input = 最後の層の入力が1つではありません
keras-last-join = 最後の層が積とパーセプトロンをつないでいません
keras-last-narrow = 最後の層の幅が足りません
keras-last-perceptron = 最後の層がパーセプトロンと合いません
keras-perceptron-input = パーセプトロンの入力が1つではありません
keras-perceptron-embeddings = パーセプトロンが埋め込みと合いません
keras-perceptron-sizes = パーセプトロンの層の大きさが互いに合いません
keras-other-layer = { $needed }であるはずの層が{ $found }です
keras-two-embeddings = 積またはパーセプトロンの埋め込みが2つではありません
keras-same-side = つながれた2つの埋め込みが、どちらもユーザーのもの、またはどちらも作品のものです
keras-widths = ユーザーと作品の埋め込みの幅が違います
keras-no-side = 埋め込み{ $name }がユーザーのものか作品のものか分かりません
keras-no-table = { $name }の重みが表ではありません
keras-bias = { $name }のバイアスがカーネルと合いません
keras-rows-of-halves = 因子とパーセプトロンの行数が違います
keras-type = 読めない型{ $name }の値があります
keras-length = { $size }バイトの値が{ $count }個あるはずですが、{ $found }バイトです
keras-texts = { $name }に数ではなく文字列が入っています
keras-unfitted-encoder = 学習（fit）されていないエンコーダです
keras-label = ラベル{ $label }はIDではありません
keras-unfitted-scaler = 学習（fit）されていないスケーラーです
keras-scaler-columns = { $count }列のスケーラーですが、評価は1列です
keras-scaler-range = 0〜1以外の範囲に変換するスケーラーです
keras-scaler-flat = 最小と最大の評価が同じです
keras-other-class = scikit-learnの{ $name }ではありません
keras-not-functional = Keras 3のFunctionalモデルの記述ではありません
keras-lacks-layer = 記述にある層{ $name }がありません
keras-circle = 層が互いに循環しています
keras-labels = { $rows }行ありますが、{ $whose }のラベルは{ $labels }個です。別々の学習のものです
keras-rows-shape = 形が{ $found }ですが、モデルの行は{ $needed }です
keras-row = { $row }行目が、正規化したモデルの行と違います。別々の学習のものです
weights-container = 重みが完全なsafetensorsファイルではありません：{ $reason }
weights-format = 重みの形式は「{ $found }」ですが、このプログラムが読むのは「{ $own }」です。学習し直してください
weights-checksum = 重みが壊れています（チェックサムが合いません）。ファイルをもう一度取得してください
weights-missing = 重みに「{ $name }」がありません
weights-shape = 重みの「{ $name }」の形が{ $found }ですが、{ $expected }が必要です
weights-not-finite = 重みの「{ $name }」に有限の数でない値があります
weights-scaler = 重みの評価の尺度が「{ $text }」ですが、小さい順に2つの数が必要です
weights-sparse = 重みの疎な表「{ $name }」が表になっていません：{ $reason }
weights-member = 重みは「{ $name }」のスコアを混ぜますが、それがありません。その重みも一緒に置いてください
sparse-starts = 行の始まりが値と合いません
sparse-columns = { $row }行目の列の順序が正しくないか、終わりを超えています
sparse-width = 行に{ $width }列があり、どのモデルよりも多くなっています
labels-unsorted = エンコーダのラベルは厳密な昇順でなければなりませんが、{ $position }番目がその前より大きくありません
models-weights = { $model }の重みが使えません：{ $reason }
models-encoders = エンコーダが使えません：{ $reason }
models-other-data = { $model }の重みとエンコーダは別のデータのものです。学習し直してください
models-wrong-answer = { $model }のスコアは{ $expected }が正しいところ、{ $found }になりました
models-none = モデル{ $model }はここにありません
models-unreadable = デバイスからスコアを読み取れませんでした：{ $reason }
model-unknown = モデル「{ $name }」はありません
rating-none = 評価は1から10の整数です。{ $number }は使えません
message-malformed = ページとエンジンの間のメッセージを読めませんでした：{ $reason }
file-malformed = { $file }をデコードできません：{ $reason }
file-contradicts = { $file }の{ $part }に矛盾があります
chart-token = デザイントークン{ $name }は色ではありません：「{ $value }」
chart-undrawn = グラフを描けませんでした：{ $reason }

## グラフの値

mark-quartiles = { $unit }：中央値{ $median }、四分位{ $lower }と{ $upper }、n = { $n }
mark-yours = あなた：{ $unit }{ $value }
mark-yours-share = あなた：{ $count }、{ $share }
mark-outlier = 外れ値：{ $unit }{ $value }
mark-outliers = 外れ値{ $count }個：{ $unit }{ $first }〜{ $last }
mark-in-your-picks = 、お気に入りに含まれます
mark-none = なし
chart-own-scale = { $name }（目盛りは別）
chart-rest-in-table = ほか{ $count }件は表に
charts-other-catalogue = グラフのデータが作品データと合いません。ページを読み込み直してください
download-unreachable = 接続できませんでした。接続を確認して、もう一度お試しください。
download-answered = サーバーの応答は{ $status }です。
download-damaged = 壊れています。もう一度お試しください。

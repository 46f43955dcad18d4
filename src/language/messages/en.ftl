### What Konomi says, in English. Messages stand in the order of the pages; a name in braces is filled in.

language-name = English

## Counts

titles-count = { $count ->
    [one] { $count } title
   *[other] { $count } titles
}

## The page as a whole

page-title = Konomi: anime recommendations that never leave your browser
page-description = Pick a few anime you like and Konomi recommends what to watch next. Its models run wholly in your browser: no account, no server.
skip-to-content = Skip to content
nav-label = Main
nav-home = For you
nav-map = Map
nav-people = People
nav-charts = Charts
nav-models = Models
nav-about = About
language-switch = Language
theme-auto = auto
theme-light = light
theme-dark = dark
theme-switch = Theme: { $now }. Change to { $next }
sentence-end = .
try-again = Try again
save = Save
choose-picks = Choose some picks
in-your-picks = In your picks
picks-are-kept = Your picks are kept.
anime-number = Anime { $id }
catalogue-missing = The catalogue is missing
part-missing = This part of Konomi is missing
part-missing-reason = It could not be loaded: check your connection and try again. If Konomi was updated meanwhile, reload the page.
not-found-title = There is nothing here
not-found-text = This address leads nowhere.
not-found-home = Go to your recommendations

## Before the program runs

boot-no-script = Konomi is a program that runs in your browser, and JavaScript is switched off. Allow it for this page, then reload.
boot-old = This browser is too old for Konomi. Any Firefox, Chrome, Edge or Safari of the last two years will do.
boot-no-simd = This browser is too old for Konomi, which needs WebAssembly with SIMD. Any Firefox, Chrome, Edge or Safari of the last two years will do.
boot-unreachable = Konomi could not be loaded. Check your connection, then reload the page.
boot-broken = Konomi could not start. Reload the page; if that does not help, your browser may be blocking WebAssembly.
boot-damaged = Part of Konomi came damaged. Reload the page.

## What the visitor has just done

said-removed = { $title } removed
said-liked = { $title } is now a pick
said-disliked = { $title } counts as disliked
said-dropped = { $title } counts as dropped: a mild dislike
said-rated = { $title } rated { $rating }
said-seen = { $title } marked as seen
said-planned = { $title } is now on your plan
said-hidden = { $title } won’t be recommended
said-choice = Your choice of titles has changed
model-compares-now = { $model } compares now
said-undone = Undone: { $what }
model-makes-your-list = { $model } makes your list now
link-copy = Copy a link
link-copied = The link to this list is copied
link-copied-without-picks = Copied, without the picks: a link holds { $most } at most. Save the list as a file instead
link-picks-taken = { $count ->
    [one] { $count } pick from the link
   *[other] { $count } picks from the link
}
link-picks-added = { $count ->
    [one] { $count } pick added
   *[other] { $count } picks added
}
import-done = { $new ->
    [one] { $new } title added
   *[other] { $new } titles added
}{ $changed ->
    [0] { "" }
   *[other] , { $changed } changed
}{ $same ->
    [0] { "" }
   *[other] , { $same } known already
}
import-no-catalogue = the catalogue is not here yet; try again in a moment
kept-aside = What was saved is kept in this browser under “{ $name }”.
not-kept-aside = What was saved could not be kept aside ({ $reason }): copy it now if you need it.
picks-not-restored = Your picks could not be restored in full: { $warning }. { $kept }

## The start page

home-title = What do you like?
home-sub = Five picks are enough. They never leave this browser.
saved-as = Saved as { $name }
save-your-list = Save your list
start-title = Know any of these?
start-others = Show others
start-surprise = Surprise me
results-title = For you
results-nothing = Nothing is left to recommend
results-nothing-hint = No further title passes the filters for these picks. Turn some filters off, try another model, or take back some of what you set aside.
results-first-visit = Your list appears here with your first pick. Until then, titles that most people know.
results-engine-starting = The engine is starting: the first list takes a few seconds.
results-engine-restarting = The engine failed and is being started again, on the processor.
results-being-made = Your list is being made.
results-by = { $count } of { $of }, by { $model }
results-by-until = { $count } of { $of }, by { $model }, until { $wanted } is here
results-failed = Your list could not be made
recommended = Recommended
well-known = Well known
match-heard = { " match" }
because-of = Because of { $titles }
because-of-in-spite = Because of { $titles }; in spite of { $spite }
fetching-model = Fetching the model
fetching-progress = { $received } of { $total }
unknown-pick = { $title } is not known to this model, so the list does not build on it.
unknown-picks = { $titles } and { $last } are not known to this model, so the list does not build on them.
unknown-picks-many = { $titles } and { $others } others are not known to this model, so the list does not build on them.
list-announced = { $count ->
    [one] { $count } recommendation
   *[other] { $count } recommendations
}
list-announced-first = { $count ->
    [one] { $count } recommendation, first { $title }
   *[other] { $count } recommendations, first { $title }
}

## The engine

engine-starting = Engine starting
engine-restarting = Engine restarting
engine-stopped = Engine stopped
engine-loading = The models are being loaded.
engine-started-anew = The engine is started anew; your picks are kept.
engine-stopped-because = The engine stopped. { $reason }

## Two models compared

compare-title = Compare two models
compare-sub = The same picks and the same choice of titles, ranked by two models.
compare-link = Compare two models
compare-no-picks = There is nothing to compare yet
compare-no-picks-hint = Both lists start from your picks.
compare-your-model = Your model
compare-other-model = Compared with
compare-quality = Quality { $value } on people that it had never seen
compare-not-measured = Its quality was not measured here
compare-until = By { $model } until the weights are here
compare-shared = { $count } of { $of } titles are on both lists
compare-there = on both, there at { $place }

## People of like taste

people-title = People like you
people-sub = Who rates as you do, what they love, and your taste in words. The people are a sample without names; you are compared with them in this browser.
people-no-picks = Nobody is like nobody yet
people-no-picks-hint = With some picks, the nearest people and what they love appear here.
people-failed = The people could not be had
people-looking = Looking for people like you.
people-genres = Your genres
people-sources = Where your titles come from
people-word-picks = { $count ->
    [one] , in { $count } pick
   *[other] , in { $count } picks
}
people-cloud-empty = Nothing yet: your picks speak for nothing of this kind.
people-loved = What they love and you have not seen
people-loved-sub = Titles that the people nearest to you rate higher than they usually do. The figure is their mean rating.
people-loved-empty = Nothing that several of them love is new to you.
people-raters = rated by { $raters } of { $all }
people-mean-heard = { " of ten" }
people-nearest = Who is nearest
people-nearest-sub = Of a sample of { $sample } people, by the cosine of what the model of ratings learned of them and of you.
people-column-who = Person
people-column-cosine = Likeness
people-column-common = Titles in common
people-column-apart = Points apart
people-column-loves = Rates highest
people-person = Nr. { $place }

## The map

map-title = Map of taste
map-sub = { $count ->
    [one] { $count } title. Near each other is what the same people watch.
   *[other] { $count } titles. Near each other is what the same people watch.
}
map-loading = The map is on its way.
map-failed = The map could not be had
map-canvas = Map of all anime
map-keys = Arrow keys move the map; plus and minus go nearer and farther, 0 shows everything. What is in view is listed after the map.
map-nearer = Nearer
map-farther = Farther
map-whole = Show everything
map-legend = What the colours mean
map-your-picks = Your picks
map-your-list = Your list
map-other-kinds = Other genres
map-in-view-title = In view
map-in-view = { $count ->
    [one] { $count } title, the best known first
   *[other] { $count } titles, the best known first
}
map-pick = Like { $title }
map-unpick = Remove { $title } from your picks
map-not-on-it = { $title } is on too few lists to have a place on the map

## Models of one’s own

own-title = Your own model
own-what = Trained a RecommenderNet or an NCF with Keras, or any model with konomi train? Its files make your list here at once. They are read in this browser, sent nowhere, and forgotten when you leave.
own-choose = Choose files
own-drop = or drop them here
own-files = From Keras: the .keras file with user_encoder.pkl, anime_encoder.pkl and scaler.pkl (anime_weights.npy and user_weights.npy are checked where they are there). Nothing in them is run. From Konomi: one .safetensors file.
own-blend = { $name }: it blends other models, and has no weights of its own
own-reading = The files are being read.
own-failed = These files make no model
own-failed-hint = Your picks and your list are as they were.
own-too-large = these files are larger than a gigabyte, which no model is
own-ranks = ranks { $count } titles
own-see-list = In use: see your list
own-use = Use { $model }
own-in-use = { $model } makes your list now

## Genres

genre-action = Action
genre-adventure = Adventure
genre-avant-garde = Avant Garde
genre-award-winning = Award Winning
genre-boys-love = Boys Love
genre-cars = Cars
genre-comedy = Comedy
genre-dementia = Dementia
genre-demons = Demons
genre-drama = Drama
genre-ecchi = Ecchi
genre-erotica = Erotica
genre-fantasy = Fantasy
genre-game = Game
genre-girls-love = Girls Love
genre-gourmet = Gourmet
genre-harem = Harem
genre-hentai = Hentai
genre-historical = Historical
genre-horror = Horror
genre-josei = Josei
genre-kids = Kids
genre-magic = Magic
genre-martial-arts = Martial Arts
genre-mecha = Mecha
genre-military = Military
genre-music = Music
genre-mystery = Mystery
genre-parody = Parody
genre-police = Police
genre-psychological = Psychological
genre-romance = Romance
genre-samurai = Samurai
genre-school = School
genre-sci-fi = Sci-Fi
genre-seinen = Seinen
genre-shoujo = Shoujo
genre-shoujo-ai = Shoujo Ai
genre-shounen = Shounen
genre-shounen-ai = Shounen Ai
genre-slice-of-life = Slice of Life
genre-space = Space
genre-sports = Sports
genre-super-power = Super Power
genre-supernatural = Supernatural
genre-suspense = Suspense
genre-thriller = Thriller
genre-vampire = Vampire
genre-yaoi = Yaoi
genre-yuri = Yuri

## Sources

source-4-koma-manga = 4-koma manga
source-book = Book
source-card-game = Card game
source-digital-manga = Digital manga
source-game = Game
source-light-novel = Light novel
source-manga = Manga
source-mixed-media = Mixed media
source-music = Music
source-novel = Novel
source-original = Original
source-other = Other
source-picture-book = Picture book
source-radio = Radio
source-visual-novel = Visual novel
source-web-manga = Web manga
source-web-novel = Web novel

## Forms

kind-tv = TV
kind-movie = Movie
kind-ova = OVA
kind-ona = ONA
kind-special = Special
kind-tv-special = TV Special
kind-music = Music
kind-cm = CM
kind-pv = PV
kind-unknown = Unknown

## Seasons

season-winter = Winter
season-spring = Spring
season-summer = Summer
season-fall = Fall

## Models

model-blend-label = Blend
model-blend-in-full = the blend of the best models
model-blend-idea = Adds the opinions of several of the models below, each weighted by how well it did on users that none of them had seen. More than one view of a taste misses less.
model-ncf-label = NCF
model-ncf-in-full = neural collaborative filtering
model-ncf-idea = A neural network that learned from whole lists which titles stand together. It holds you and every title as points in a space of tastes, and a small network judges how well two points fit.
model-recommender-net-label = Ratings
model-recommender-net-in-full = RecommenderNet, the dot-product model
model-recommender-net-idea = Learned from ratings alone how high the same people rate which titles, and so expects a rating of yours for every title. It knows what you would like, not what you would ever watch.
model-edlae-label = EDLAE
model-edlae-in-full = the denoising linear autoencoder
model-edlae-idea = EASE, taught to fill in lists of which a part was hidden, with people of long lists counting less. That keeps it from learning that a title goes with itself.
model-ease-label = EASE
model-ease-in-full = EASE, the linear autoencoder
model-ease-idea = One table that says, for every pair of titles, by how much having the one speaks for or against the other, all at once, so that what two titles share with a third is not counted twice.
model-als-label = ALS
model-als-in-full = matrix factorization by alternating least squares
model-als-idea = Describes every title and every user by some numbers whose products say who has what, and finds yours exactly, by solving a small system of equations for each of your picks’ changes.
model-mult-vae-label = VAE
model-mult-vae-in-full = the variational autoencoder
model-mult-vae-idea = A neural network that squeezes a list into a few numbers and unfolds them into the whole list again. What it unfolds beyond your picks is what it recommends.
model-mf-label = MF
model-mf-in-full = logistic matrix factorization
model-mf-idea = Numbers for every title and every user, and one for how well known each is. The oldest of the learned models, and with care hard to beat by a neural one.
model-hybrid-label = Hybrid
model-hybrid-in-full = the hybrid of people, content and network
model-hybrid-idea = Adds three opinions: of the users most like you, of genres and studios, and of the neural network, each weighted by how well that did.
model-light-gcn-label = LightGCN
model-light-gcn-in-full = the light graph convolution network
model-light-gcn-idea = Lays all users and titles out as a web of who has what, and smooths each title’s description over it: a title becomes a little of what stands two steps away.
model-recommender-net-implicit-label = Dot product
model-recommender-net-implicit-in-full = RecommenderNet on lists
model-recommender-net-implicit-idea = The dot-product network, taught by what is on lists at all and not by how high it is rated: the same network, another question.
model-gmf-label = GMF
model-gmf-in-full = generalized matrix factorization
model-gmf-idea = The one half of NCF: products of your numbers and a title’s, each with a weight of its own.
model-item-knn-label = Neighbours
model-item-knn-in-full = item-based nearest neighbours
model-item-knn-idea = Recommends what stands on the same lists as your picks: the classic “people who have this also have that”.
model-user-knn-label = People
model-user-knn-in-full = user-based nearest neighbours
model-user-knn-idea = Looks for the users whose lists are most like yours, and recommends what they have. A sample of anonymous lists comes with it.
model-pin-sage-label = PinSAGE
model-pin-sage-in-full = the graph network over what titles are
model-pin-sage-idea = Starts from genres, studios and years, and mixes in the titles that random walks over the lists come by. So a title that nobody has yet stands among its like.
model-mlp-label = MLP
model-mlp-in-full = the multi-layer perceptron
model-mlp-idea = The other half of NCF: a small network that is free to judge two points as it likes, and has to find out for itself that near is good.
model-content-label = Content
model-content-in-full = likeness of genres, studios and years
model-content-idea = Looks at no other people at all, only at what titles are: genres, studio, source, form and decade. It can recommend a title that nobody has seen yet.
model-popularity-label = Popularity
model-popularity-in-full = popularity
model-popularity-idea = The same list for everybody: what most people have. What any other model has to beat.
model-own-ncf-label = Your NCF
model-own-ncf-in-full = your own NCF
model-own-ncf-idea = A model of your own, of the kind that the page calls NCF.
model-own-recommender-net-label = Your RecommenderNet
model-own-recommender-net-in-full = your own RecommenderNet
model-own-recommender-net-idea = A model of your own, of the kind that the page calls Ratings.
model-own-model-label = Your model
model-own-model-in-full = your own model
model-own-model-idea = A model of your own.

## Picks and what is said of titles

picks-yours = Your picks
picks-theirs = Their picks
picks-show-first = Show the first { $count }
picks-show-all = Show all { $count }
picks-none = None yet. Search for a title you love, or start with one of those below.
picks-watching = { " · watching" }
picks-unknown = Not known to this model
picks-remove = Remove { $title }
picks-opinion = Your opinion of { $title }
undo = Undo
close = Close
like = Like
seen-it = Seen it
plan-to-watch = Plan to watch
not-interested = Not interested
set-aside-seen = Seen
take-back = Take back
take-back-title = Take back { $title }
act-on = { $act } { $title }
more-like-this = More like this
more-like-title = More like this: { $title }
mal-of-title = MAL: { $title } on MyAnimeList
expected-rating = Expected rating
model = Model
all-models = All models
genres = Genres

## Search

search = Search
search-titles = { $count ->
    [one] Search { $count } title
   *[other] Search { $count } titles
}
search-label = Search anime titles
search-matches = Matching titles
search-none = No title found
search-none-hint = No title found. Try fewer letters, or the Japanese title.
search-found = { $count ->
    [one] { $count } title found
   *[other] { $count } titles found
}
search-in-picks = in your picks
search-seen = seen
search-planned = planned
search-set-aside = set aside

## Links, updates, notices

shared-looking = You are looking at somebody’s picks.
shared-own-kept = { $count ->
    [one] Your own { $count } pick are kept and come back with the first button.
   *[other] Your own { $count } picks are kept and come back with the first button.
}
shared-back = Back to mine
shared-add = Add these to mine
update-here = A new version of Konomi is here.
update-keeps = Your picks and settings stay as they are.
update-updating = Updating…
update-take = Update
update-later = Later
notice-copy = Copy what was saved
notice-dismiss = Dismiss
offline-pending = This browser is still putting the page’s files by. Once that is done, everything works with the network off.
offline-ready = Ready for offline use: this browser keeps the whole page, so that everything works with the network off.
offline-unsupported = This browser keeps no copy of the page at this address, so every visit needs the network.
offline-failed = This browser could not keep the page’s files: the network was lost, or there is no room for them. It tries again at your next visit; until then the page needs the network.
badge-explained = The models run in this browser: on the graphics processor through WebGPU where there is one, else on the processor. Both rank alike; the time is what the last list took.
badge-offline = Ready for offline use.
engine-start-again = Start again

## What the match means

match-question = What does the match mean?
match-of-ncf = How sure the network is that a title belongs on your list, given your picks: it learned from the lists of thousands of MyAnimeList users which titles go together. 100% would be certainty. It says nothing of how high you would rate the title.
match-of-ratings = How far up the scale from 1 to 10 the model expects your rating to be: it learned from ratings by MyAnimeList users which titles the same people rate high. The expected rating below each title is the same figure on that scale.
match-of-others = The chance that a title is on the list of somebody of whom your picks are all that is known, measured on users that the model had not learned from. It says nothing of how high you would rate the title.
match-not-compared = Figures of different models can’t be compared; the order within a list is what counts.

## The page of an anime

anime = Anime
loading = Loading
anime-unknown = No anime has the number { $id }
anime-unknown-hint = It is not in this catalogue; it may be newer.
anime-unknown-mal = Look for it at MyAnimeList
anime-unknown-search = Search here by title
anime-score = Score
anime-scored-by = Scored by
anime-members = Members
anime-rating = Rating
anime-like = I like it
anime-remove = : remove it
anime-engine-starting = The engine is starting.
anime-comparing = Comparing.
anime-comparison-failed = The comparison failed
anime-not-known = This title is not known to this model
anime-not-known-hint = Too few people had it on their lists when the model was trained. The other model may know it.
most-similar = Most similar
least-similar = Least similar
anime-cosine = cosine of the learned vectors
similar-heard = { " similar" }

## Charts

chart = chart
charts-loading = Loading the tables.
charts-missing = The tables of the charts are missing
charts-title = { $count } anime, in charts
charts-filters-act = Filters act on every chart that counts titles.
charts-without-picks = With picks, the charts also show where yours stand.
charts-with-picks = Your picks are marked where they fall.
charts-passing = { $count } of { $of } titles
charts-what-there-is = What there is
charts-what-there-is-sub = Types, genres and the words of genres, by how many titles carry them.
charts-what-is-liked = What is liked and what is known
charts-what-is-liked-sub = The mean score of a title beside how many people have it on their lists.
charts-when = When it came out
charts-when-sub = First broadcasts by season and by year, back to the first film.
charts-who-made = Who made it, and of what
charts-who-made-sub = Studios, sources, and the writing of the native titles.
charts-who-watches = Who watches
charts-who-watches-sub = What members say of themselves. They are not the users whose ratings are counted below.
charts-ratings-say = What the ratings say
charts-ratings-say-sub = The users’ own ratings: how they are spread over users, titles, genres and decades.
chart-table = Table
chart-hide-table = Hide table
chart-series = Series: press to hide or show
chart-not-saved = { $reason }; the table can still be copied by hand
chart-of-this = { " of this chart" }
chart-of-this-table = { " of this chart’s table" }
chart-zoom-in = Zoom in
chart-zoom-out = Zoom out
chart-turn-left = Turn left
chart-turn-right = Turn right
chart-reset = Reset
chart-said = { $label }: { $value }. { $at } of { $of }
chart-keys = Arrow keys step through the values; Enter opens the table.
chart-keys-zoom = Arrow keys step through the values; plus, minus and 0 zoom, Enter opens the table.
chart-keys-space = Arrow keys turn the cloud, with Shift they step through its points; 0 resets, Enter opens the table.
chart-more-rows = { $count ->
    [one] { $count } more row, all of them in the CSV.
   *[other] { $count } more rows, all of them in the CSV.
}
chart-show-more = Show { $count } more
filters = Filters
filters-on = Filters: { $count } on
filter-types = Types
filter-from-year = From year
filter-to-year = To year
filter-add-genre = Add a genre
filter-genre = Genre
filter-remove = : remove
filter-show-all = Show all

## What may be in the list

choice-one-a-series = One title a series
choice-niche = Popular or niche
choice-popular-end = Popular
choice-niche-end = Niche
choice-diverse = Alike or diverse
choice-alike-end = Alike
choice-diverse-end = Diverse
choice-as-ranked = as the model ranks
choice-passing = { $count } of { $of } titles pass
choice-episodes = Episodes
choice-length = Length
choice-1-episode = 1 episode
choice-2-to-13 = 2 to 13
choice-14-to-26 = 14 to 26
choice-more-than-26 = More than 26
choice-age-ratings = Age ratings
choice-ages = Ages
choice-also = What may be in the list too
choice-also-seen = Also what I have seen
choice-also-planned = Also what I plan
choice-also-explicit = Also explicit titles
choice-off = All filters off
choice-leave-out = Leave out a genre
choice-without = No { $genre }
choice-take-back = : take back

## Lists that come in

import-open = Import a list
import-title = Bring your list
import-reading = Reading…
cancel = Cancel
import-privacy = It is read in this browser and sent nowhere. You see what is in it before anything is added, and can undo it.
import-choose = Choose a file, or drop it here
import-from-mal = Lists → Export: the .xml.gz file as it comes.
import-from-anilist = Settings → Account → Download your data. It names anime by AniList’s numbers alone; of titles after about 2013 Konomi can’t tell which they are. An answer of its API (MediaListCollection, with titles or idMal) has them all.
import-from-kitsu = Settings → Export library, in MyAnimeList’s format.
import-own = Your own
import-from-own = A CSV with columns such as title, score and status, or a text with one title, MyAnimeList number or address a line.
import-none-certain = No title in it is certain.
import-not-taken = { $count ->
    [one] { $count } line not taken
   *[other] { $count } lines not taken
}
import-lines-not-taken = Lines that were not taken
import-file-of-kind = { $name }, in { $kind }:
import-leave-out = Leave it out
import-to-confirm = { $count ->
    [one] { $count } title to confirm
   *[other] { $count } titles to confirm
}
import-likeliest = Take the likeliest of each
import-kind-mal = MyAnimeList’s format
import-kind-anilist = AniList’s format
import-kind-konomi = Konomi’s format
import-kind-table = a table
import-kind-lines = one title a line
import-sum-rated = { $count } with your rating
import-sum-liked = { $count } watched or liked, without a score: a like
import-sum-disliked = { $count } disliked
import-sum-dropped = { $count } dropped, without a score: a mild dislike
import-sum-seen = { $count } seen or on hold, without an opinion: not recommended again
import-sum-planned = { $count } planned: not recommended, no opinion
import-sum-hidden = { $count } not interesting: not recommended
import-add = { $count ->
    [one] Add { $count } title
   *[other] Add { $count } titles
}
import-too-large = this file is too large to be a list of anime
import-empty = there is no title in this file
import-not-text = this is not a text file; choose the list that MyAnimeList, AniList or Kitsu exports, or a CSV or plain text
import-packed = this packed file (.gz) is damaged; download it again
import-zip = this is a zip file; unpack it first and choose the list inside it
import-doctype = this XML file has a DOCTYPE, as no exported list has; for safety it is not read
import-other-xml = this XML file is not a list of anime from MyAnimeList
import-manga = this is a list of manga; export the anime list instead
import-json = this JSON file is damaged in line { $line } ({ $reason }); download it again
import-other-json = this JSON file is neither AniList’s nor Konomi’s
import-nameless = it has neither a number nor a title
import-status = its status is not known
import-status-of = the status { $status } is not known
import-scale = its score, { $score }, is on no known scale
import-score = its score, { $score }, is not a number from 0 to 10
import-score-of = the score { $score } is not a number from 0 to 10
import-opinion = the opinion { $opinion } is not known
import-ends = the file ends in the middle of it
import-damaged = the file is damaged from here on ({ $reason })
import-line = the line can’t be read ({ $reason })
import-twice = it stands in the file a second time
import-unknown = it is not among the anime that Konomi knows
import-no-title = no title like it is known
import-number = number { $id }
import-number-of = { $id } is no number of an anime
import-anilist-number = AniList’s number { $id }
export-failed = the list could not be written: { $reason }
stored-unreadable = what was saved could not be read
stored-other-version = what was saved is from another version of Konomi (format { $version })
stored-damaged = { $count } of the saved entries could not be read

## Facts of a title

form-film = Film
form-tv-special = TV special
form-commercial = Commercial
form-promotional = Promotional video
form-music = Music video
season-of-year = { $season } { $year }
source-is-original = original
source-is = from a { $source }
episodes-count = { $count ->
    [one] { $count } episode
   *[other] { $count } episodes
}
age-g = All ages
age-pg = PG, children
age-pg-13 = PG-13
age-r = R, 17+
age-r-plus = R+, mild nudity
age-rx = Rx
dislike = Dislike
dropped = Dropped
import-entry = Entry { $at }
import-line-number = Line { $at }
file-not-saved = this browser did not let the page save the file
file-not-read = this browser could not read the file; is it still where it was?

## What the engine says

engine-cpu-asked = On the processor, as this page’s address asks for
engine-cpu-first = On the processor; the graphics card is being tried beside it
engine-cpu-card-slow = On the processor, because the graphics card takes { $milliseconds } ms for a list, longer than a picture is on the screen
engine-without-gpu = this program was built without WebGPU
engine-cpu-imitated = On the processor: this browser only imitates a graphics card, which is slower
engine-gpu-imitated = On an imitated graphics card, as this page’s address asks for
engine-gpu = On the graphics card, by WebGPU
engine-cpu-unusable = On the processor: the graphics card could not be used ({ $reason })
engine-cpu-no-webgpu = On the processor: this browser has no WebGPU
engine-cpu-no-adapter = On the processor: this browser has WebGPU but no graphics card for it
engine-cpu-failed-test = On the processor, because the graphics card failed its test: { $reason }
engine-cpu-anew = On the processor; the engine had to be started anew: { $reason }
engine-cpu-card-failed = On the processor, because the graphics card failed: { $reason }
engine-not-started = The engine was asked before it was started: reload the page.
engine-no-weights = The weights of { $model } could not be had: { $reason }
engine-without-weights = This page has no weights of { $model }.
engine-no-models = The models could not be loaded: { $reason }.
engine-no-list = The list could not be made: { $reason }.
engine-device-lost = the graphics device was lost. { $reason }
engine-slow-to-load = the engine could not be loaded in time
engine-slow-to-start = the engine did not start in time
engine-slow-to-answer = the engine did not answer in time
engine-other-version = the page and its engine are of different versions ({ $found } and { $own }): reload the page
engine-no-text = the engine sent something else than text
engine-unreadable = a message of the engine was unreadable
engine-not-loaded = the engine could not be loaded
unknown-error = unknown error

## The page of the models

models-sub = Each makes a list from the same picks, in its own way, on your device. Choose by what they do or by how well they did.
models-figures = What the figures mean
models-figures-what = About { $users } people whose lists no model had learned from gave four fifths of their titles, and every model had to find the rest. Quality (NDCG@100) says how far up the hidden titles stand in its first hundred: 1 would be all of them, first. Found is the share of them among the first twenty. Variety is how much of the whole catalogue the first twenty of anybody’s list ever show. The means of up to three trainings, in the precision that this page carries.
models-quality = Quality
models-found = Found
models-variety = Variety
models-part-of-page = Part of the page
models-fetched = { $size }, fetched when it is used
models-not-here = Not part of this copy of the page
models-default = Default

## About

about-title = About Konomi
about-lead = is Japanese for taste. From a few titles you like, Konomi works out what you may want to watch next, on your own machine.
about-nothing-leaves = Nothing leaves your browser
about-nothing-leaves-text = The trained models and the catalogue are part of this page. Your picks are kept in this browser’s storage, the recommendations are computed here, and no server is asked for anything but the page’s own files. There is no account, no cookie and no counter. To forget everything, clear this site’s data in your browser.
about-offline = Without the network
about-everything = The other models, and the program for graphics cards, are kept as they are used: { $size } are not kept yet.
about-keep-everything = Keep all of it ({ $size })
about-everything-kept = All models and the program for graphics cards ({ $size }) are kept, too.
about-keeping = Keeping the other models
about-keeping-progress = { $kept } of { $total }
about-keeping-failed = Not all of it could be kept: the network was lost, or there is no room. What is kept stays.
about-install = Many browsers can also install Konomi like an app: it is the same page, in a window of its own. When there is a new version, the page offers it, and the old one goes on until you take it.
about-update = Update now
about-data = Where the data is from
about-data-text = Facts, lists and ratings are from MyAnimeList, in the layout of a public data set on Kaggle. User names were replaced by numbers; the page itself holds only facts of the titles and what the models learned, and, to compare you with people, a sample of lists and one of ratings, without names or numbers. The facts are newer than the lists: a title that came out after the last list can be searched for, but no model has learned it, so it is never recommended. Pornographic titles are left out of search and lists. The posters are drawn from genres and number of a title: no image is copied.
about-of-when = Of when
about-anime = Anime
about-users = Users
about-ratings = Ratings
about-interactions = Titles on lists
about-how = How it works
about-at-once = The list at once, and the list after it
about-at-once-text = A small neural network that is part of the page, NCF, makes your first list at once. The default, a blend of the models that did best on people they had never seen, is fetched meanwhile and takes over.
about-at-once-models = What each model does, and how well it did
about-lists = Lists and ratings
about-lists-text = Nearly all models learned from lists: which titles stand together on what people have seen. One learned from ratings, and so can say how high you might rate a title, but not whether you would ever watch it.
about-new = You are a new person to the models
about-new-text = They were trained before you came, so they know nothing of you. With each change of your picks the page works out what they mean to each model, while all that was learned stays as it is. That is called folding in, and takes milliseconds. A dislike speaks against what is like it; a low rating says that you watch such things, but less so.
about-start = The titles to start from
about-start-text = After each pick the grid asks about the titles that tell most of your taste: those whose answers leave NCF least in doubt about all the others (Bayesian I-optimal design). A title that was shown and not taken counts a little, too.
about-gpu = WebGPU or CPU
about-gpu-text = The models run on the graphics processor through WebGPU where your browser offers it, and on the processor otherwise. Should the graphics processor fail, the page goes on with the processor. Both rank alike; the badge at the top says which is in use and why.
about-match = What the match means
about-match-text = The chance that a title stands on the list of somebody of whom your picks are known, as far as the model can tell. With the model of ratings: how far up the scale from 1 to 10 it expects your rating to be. Neither is a promise, and figures of different models can’t be compared. On a title’s page the figure is the cosine between two titles: 100% is the same direction, 0% unrelated, below that opposite.
about-licence = Licence
about-licence-text = Konomi is free software under the MIT or the Apache 2.0 licence, as you like. Konomi has no part in MyAnimeList.
about-licence-link = The licence

## What the figures say

eda-nothing = Nothing to count here
eda-caption = { $what } · n = { $n }
eda-caption-left-out = { $what } · n = { $n }, { $left_out } left out
eda-left-out = { $count } { $reason }
eda-caption-filtered = { $caption } · filtered, { $share } of all titles
eda-filtered-titles = Filtered titles
eda-all-titles = All titles
eda-you = You
eda-titles = Titles
eda-type = Type
eda-genre = Genre
eda-language = Language
eda-score = Score
eda-members = Members
eda-popularity-rank = Popularity rank
eda-year = Year
eda-decade = Decade
eda-studio = Studio
eda-source = Source
eda-age = Age
eda-location = Location
eda-rating = Rating
eda-ratings = Ratings
eda-users = Users
eda-without-type = of unknown type
eda-without-genre = without a genre
eda-without-score = without a score
eda-without-members = without members
eda-without-type-or-rank = without a type or a rank
eda-without-type-or-score = without a type or a score
eda-without-these-genres = without any of these genres
eda-without-rank-members-score = without a rank, members or a score
eda-without-season = without a season
eda-without-year = without a year
eda-without-genre-or-year = without a genre or a year
names-comma = { ", " }
names-and = { $first } and { $last }
percent-under-1 = under 1%
percent-over-99 = over 99%
range-from-to = { $from } to { $to }
types-largest = { $name } is the largest type: { $share } of the titles
types-largest-several = { $names } are the largest types
types-none-leads = No type leads the others
types-caption = Titles a type
genres-only = { $name } is the only genre here
genres-leads = { $name } leads every other genre
genres-lead = { $names } lead the genres
genres-none-leads = No genre leads the others
genres-caption = Titles a genre, of which a title may have several
words-one = One word says it: { $word }
words-few = In a few words: { $words }
words-caption = Genres, the larger the more titles
pairs-most = { $one } and { $other } go together most often
pairs-without-two = without two of these genres
pairs-caption = Titles with both genres, of the { $count } largest
languages-without = without a native title
languages-surely = { $share } of native titles are surely { $language }
languages-han = { $share } of native titles are in Han characters alone
languages-latin = { $share } of native titles are in Latin letters
languages-other = { $share } of native titles are in other characters
languages-caption = Native titles by language, told by script: kana is Japanese, Hangul Korean, Han alone may be either of two
script-japanese = Japanese
script-korean = Korean
script-han = Chinese or Japanese (Han only)
script-latin = Latin letters
script-other = Another script
script-none = No letters
score-members-higher = The more members know a title, the higher its score
score-members-lower = The more members know a title, the lower its score
score-members-little = How many know a title says little of its score
score-members-caption = Score and members of a title
popularity-best = { $name } is the most popular type: half of its titles rank { $rank } or better
popularity-caption = Rank by members, 1 being the most popular, by type
scores-highest = { $high } scores highest at the median, { $low } lowest
scores-half = Half of { $name } scores { $score } or more
scores-same = All have the same median score
scores-type-caption = Score by type: quartiles, whiskers to 1.5 IQR, outliers
scores-genre-caption = Score by genre, the { $count } with the most titles
space-caption = Popularity rank, members and score of a title
space-mean = The mean score is { $score }
space-popular-tenth = The most popular tenth scores { $popular } on average, the others { $others }
seasons-most = More titles start in { $name } than in any other season
seasons-most-several = Most titles start in { $names }
seasons-none-leads = No season leads the others
seasons-caption = Titles by season, from Premiered or else the first day in Aired
years-only = All of these titles are of { $year }
years-most = No year has more titles than { $year }
years-most-several = { $years } have the most titles
years-none-leads = No year has many more titles than the others
years-caption = Titles by year, from Premiered or else the first day in Aired
decades-other-genres = Other genres
decades-decade = { $decade }s
decades-largest = { $name } has the largest share
decades-grew = { $name } grew the most: { $before } of the { $from }, { $after } of the { $to }
decades-caption = Shares of all genres of a decade's titles
studios-without = without a studio
studios-smaller = of smaller studios
studios-most = { $name } made more titles than any other studio
studios-most-several = { $names } made the most titles
studios-none-leads = No studio leads the others
studios-caption = Titles a studio, joint productions apart
studios-caption-top = Titles a studio, the top { $count }, joint productions apart
sources-without = without a source
sources-most = { $name } is the most frequent source: { $share } of the titles
sources-most-several = { $names } are the most frequent sources
sources-none-leads = No source leads the others
sources-caption = Titles a source
members-unfiltered = Members have no type, year or genre: the filters don't act here
genders-without = without a gender
genders-most = { $share } of the members who say are { $name }
genders-caption = Members by gender
gender-male = Male
gender-female = Female
gender-non-binary = Non-Binary
ages-outside = younger than { $youngest } or older than { $oldest }
ages-without = without an age
ages-half = Half of the members are { $age } or younger
ages-caption = Members by age in years
locations-without = without a location
locations-other = of other locations
locations-most = More members are in { $name } than in any other place
locations-most-several = { $names } are the most frequent locations
locations-caption = Members a location as they write it, the top { $count }
ratings-most = { $rating } is the most frequent rating, and { $high } are 7 or more
ratings-most-several = { $ratings } are the most frequent ratings
ratings-none-leads = No rating leads the others
ratings-without-facts = of titles without facts
ratings-caption = Ratings that users gave
ratings-all = All ratings
ratings-on-a-list = on a list but without a rating
ratings-half-of-users = { $count ->
    [one] Half of the users gave { $count } rating or fewer
   *[other] Half of the users gave { $count } ratings or fewer
}
ratings-users-caption = Users by their number of ratings
users-unfiltered = Users have no type, year or genre: the filters don't act here
ratings-without = without a rating
ratings-half-of-titles = { $count ->
    [one] Half of the rated titles have { $count } rating or fewer
   *[other] Half of the rated titles have { $count } ratings or fewer
}
ratings-titles-caption = Titles by their number of ratings
chart-yours = Yours
chart-you-inner = You (inner ring)
chart-other-titles = Other titles
chart-nothing = Nothing to show here

## Faults

fetch-unreachable = { $address } could not be loaded: check your connection
fetch-answered = { $address } could not be loaded: the server answered { $status }
fetch-damaged = { $address } is not the file that belongs to this page: reload the page
storage-none = this browser keeps no data for this page: picks last until the tab is closed
storage-full = this browser's storage for the page is full: the last change will be forgotten with this tab
panic-title = Konomi has stopped
panic-text = This is a fault in the page. Your picks are kept; reload to go on. If it happens again, the details help to mend it.
panic-reload = Reload
panic-copy = Copy details
filter-no-type = there is no type '{ $name }'
filter-no-years = '{ $text }' is no range of years: write it as 1990-2005
filter-no-episodes = '{ $text }' is no range of episodes: write it as 12-26
filter-no-age = there is no age rating '{ $name }'
filter-no-genre = there is no genre '{ $name }'
file-not-this-kind = this is not { $file }
file-kind-KNMCATAL = the catalogue
file-kind-KNMENCOD = the file of encoders
file-kind-KNMCHART = the charts’ data
file-kind-KNMATLAS = the map
file-kind-KNMPEOPL = the sample of users
file-kind-KNMTESTS = the file of tests
file-of-version = { $file } has version { $found } of its format, but version { $expected } is needed: reload the page
file-damaged = { $file } is damaged: reload the page
keras-missing = it is missing; it belongs to the model
keras-stranger = it is no file of a model
keras-damaged = it is not a whole { $kind } file; fetch or write it again
keras-too-large = it says that it holds { $what }, which is more than any model has
keras-forbidden = it asks for { $what }, which no encoder or scaler of scikit-learn needs; nothing of it was run
keras-not-finite = { $what } holds values that are not finite numbers
keras-io = it can't be read: { $reason }
keras-no-part = there is no { $name } in it: it is no model of Keras 3
keras-long-description = a description of more than 16 MB
keras-long-weights = weights of more than 1 GB once unpacked
keras-array = an array of { $extents } values
keras-call = a call of something that is no name
keras-instruction = the instruction { $code }
keras-layer = the layer { $name }
keras-no-weights = the layer { $name } has no weights in it
keras-neither = it is neither a RecommenderNet (one Dot layer over two embeddings) nor an NCF (one Multiply layer over two)
keras-not-normalized = its product of the embeddings is not normalized, as RecommenderNet’s is
keras-dense-count = it has { $count } dense layers behind the product, and RecommenderNet has 2
keras-dense-sizes = its dense layers don’t fit each other
keras-last-input = its last layer has not one input
keras-last-join = its last layer does not join a product and a perceptron
keras-last-narrow = its last layer is too narrow
keras-last-perceptron = its last layer does not fit its perceptron
keras-perceptron-input = its perceptron has not one input
keras-perceptron-embeddings = its perceptron does not fit its embeddings
keras-perceptron-sizes = the layers of its perceptron don’t fit each other
keras-other-layer = a layer { $found } stands in it where { $needed } belongs
keras-two-embeddings = a product or a perceptron has not two embeddings
keras-same-side = two embeddings that are joined are both of users or both of items
keras-widths = the embeddings of users and items are of different widths
keras-no-side = nothing says whether the embedding { $name } is of users or of anime
keras-no-table = the weights of { $name } are no table
keras-bias = the bias of { $name } does not fit its kernel
keras-rows-of-halves = its factors and its perceptron have different numbers of rows
keras-type = it has values of the type { $name }, which is not read
keras-length = it should have { $count } values of { $size } bytes, and has { $found } bytes
keras-texts = { $name } holds texts and not numbers
keras-unfitted-encoder = it is an encoder that was never fitted
keras-label = its label { $label } is no id
keras-unfitted-scaler = it is a scaler that was never fitted
keras-scaler-columns = it scales { $count } columns; ratings are one
keras-scaler-range = it scales to another range than 0 to 1
keras-scaler-flat = its smallest and largest rating are the same
keras-other-class = it is not scikit-learn’s { $name }
keras-not-functional = its description is not that of a functional model of Keras 3
keras-lacks-layer = its description names a layer { $name } that it lacks
keras-circle = its layers feed each other in a circle
keras-labels = it has { $rows } rows where { $whose } has { $labels } labels: they are of different trainings
keras-rows-shape = it has the shape { $found }, the model’s rows are { $needed }
keras-row = its row { $row } is not the model’s, normalized: they are of different trainings
weights-container = the weights are not a whole safetensors file: { $reason }
weights-format = the weights are of the layout '{ $found }', this program reads '{ $own }': train them again
weights-checksum = the weights are damaged: their checksum does not fit; fetch the file again
weights-missing = the weights have no '{ $name }'
weights-shape = '{ $name }' of the weights has the shape { $found }, but { $expected } is needed
weights-not-finite = '{ $name }' of the weights holds values that are not finite numbers
weights-scaler = the weights name the scale of ratings '{ $text }'; two numbers are needed, the smaller one first
weights-sparse = the sparse table '{ $name }' of the weights is none: { $reason }
weights-member = the weights blend the scores of '{ $name }', which is not here: put its weights beside them
sparse-starts = the rows’ starts don’t fit their values
sparse-columns = row { $row } has columns out of order or past its end
sparse-width = its rows have { $width } columns, more than any model’s
labels-unsorted = the labels of an encoder must be strictly increasing, but label { $position } is not above the one before it
models-weights = the weights of { $model } can’t be used: { $reason }
models-encoders = the encoders can’t be used: { $reason }
models-other-data = the weights of { $model } are of other data than the encoders: train it again
models-wrong-answer = { $model } gives a score of { $found } where { $expected } is right
models-none = there is no model { $model } here
models-unreadable = the scores could not be read from the device: { $reason }
model-unknown = there is no model '{ $name }'
rating-none = a rating is a whole number from 1 to 10, not { $number }
message-malformed = a message between the page and its engine could not be read: { $reason }
file-malformed = { $file } can’t be decoded: { $reason }
file-contradicts = { $file } contradicts itself in { $part }
chart-token = the design token { $name } is no colour: '{ $value }'
chart-undrawn = the chart could not be drawn: { $reason }

## Values of marks

mark-quartiles = { $unit }: median { $median }, quartiles { $lower } and { $upper }, n = { $n }
mark-yours = yours: { $value } { $unit }
mark-yours-share = yours: { $count }, { $share }
mark-outlier = outlier: { $value } { $unit }
mark-outliers = { $count } outliers: { $first } to { $last } { $unit }
mark-in-your-picks = , in your picks
mark-none = none
chart-own-scale = { $name } (own scale)
chart-rest-in-table = and { $count } more in the table
charts-other-catalogue = the charts’ data don’t fit the catalogue: reload the page
download-unreachable = it could not be reached; check your connection and try again.
download-answered = the server answered { $status }.
download-damaged = it is damaged; try again.

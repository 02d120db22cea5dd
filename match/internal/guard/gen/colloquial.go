package main

import "strings"

// functionWords are the short words that every text of a language is full of.
const functionWords = `
a an the and or but if in on at to of for by with from as is are was were be been am do does did not no yes so we you he she it they me him her us them my your his its our their this that
de het een en of maar als in op aan te van voor door met uit is was zijn waren ben heb heeft had niet geen ja nee dus wij we jij je hij zij ze mij hem haar ons hun mijn jouw dit dat die er nog ook al dan
wel naar bij om over onder tegen toen nu hier daar wat wie waar hoe waarom meer veel goed moet kan wil gaat komt doet zo nou toch mensen jaar dag tijd land partij kamer
il lo la i gli le un uno una e o ma se in su a di da con per tra fra sono sei siamo era non si no che chi cui mi ti ci vi ne al del dal nel sul col più anche come quando dove
le la les un une des et ou mais si en sur au aux de du par pour avec est sont été ne pas plus que qui je tu il elle nous vous ils mon ton son ce cette ces on
el la los las un una unos y o pero si en al de del por para con es son ser no más que quien yo tu él ella nosotros mi su este esta lo se me te le como hay muy ya
که و در از به با این آن را می های ها است بود شد کرد من تو او ما شما آنها هم نیز یک دو سه هر همه اگر ولی اما یا تا بر برای پس چه چرا کجا کی کدام خود دیگر باید نه بله فقط خیلی بعد قبل
الان امروز دیروز فردا کار روز سال مردم ایران خوب بد زیاد کم مثل روی زیر بین هیچ بی پیش کنار حالا هنوز دارم داره دارد کنم کنه کند شود باشد گفت ای آی ال
`

// english has what English posts write beside the dictionary.
const english = `
heres theres whats thats wheres whos hows lets its ive im id ill youre youve youll youd hes shes theyre theyve theyll theyd were weve well wed isnt arent wasnt werent
dont doesnt didnt cant couldnt wont wouldnt shouldnt hasnt havent hadnt aint mustnt neednt yall gonna wanna gotta kinda sorta dunno lemme gimme cuz coz cos tho thru til
till bout aight alright lol lmao lmfao rofl omg omfg wtf smh tbh imo imho idk idc ikr irl btw fyi asap brb ttyl nvm jk rn ppl pls plz thx tnx ty yw np ur u r n y k w b4 gr8
whatsup wassup sup haha hahaha hahahaha hehe hehehe lolol hmm hmmm ugh meh nah yeah yea yep yup nope hey heya hiya yo sup dude bro bruh sis fam bae babe thot lit dope goat swag yolo fomo
selfie selfies hashtag retweet retweets tweet tweets tweeted tweeting tweeter tweeps twerk blog vlog emoji meme memes gif gifs app apps podcast livestream screenshot
intl natl dept govt info pics pic vid vids fave faves fav convo def defo obvs totes prob probs abs biz cinco uno dos amigo grande feliz
sooo soooo sooooo soo nooo noooo yesss yessss omgg wowww loool pleaseee waaay waay haaa awww aww ahhh ohhh mmm mmmm zzz whoa woah woohoo yay yayy
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
american americans america british england london york jersey texas california florida boston chicago seattle denver dallas houston austin miami atlanta phoenix
snape dumbledore hermione voldemort hogwarts gryffindor slytherin gandalf frodo bilbo legolas aragorn katniss thanos loki groot yoda vader kylo pikachu naruto goku zelda mario luigi simba elsa shrek homer bart
kohli dhoni tendulkar modi erdogan kavanaugh ocasio cortez bernie kamala pelosi mcconnell giuliani comey mueller zuckerberg bezos nadella pichai oprah ellen kanye kardashian kylie kendall rihanna beyonce drake migos cardi nicki
messi ronaldo neymar mbappe suarez modric pogba griezmann hazard salah lewandowski ibrahimovic federer nadal djokovic lebron westbrook giannis embiid
lastfm soundcloud mixtape playlist dj remix feat ft vs aka etc eg ie
wallpaper wallart artwork homedecor decor giveaway workout sneakers skincare haircut cupcake cupcakes brunch foodie foodporn instagood picoftheday
twatter twattery twittering twittered twitterer twitterers twittersphere twitterverse facebooking instagramming instagrammer instagrammers youtuber youtubers youtubing googling googled
netflixed photooftheday followback tbt ootd nofilter throwback gameday offday holidays xmas bday birthday bestie besties hubby wifey mommy daddy grandma grandpa
`

// dutch and italian have the everyday forms that their dictionaries leave out.
const (
	dutch = `ff effe ffe idd mss miss wss iig ofzo ofso zoiets ofcourse zegmaar egt eht nie niks nix ie dr zn mn ist tis das kheb kben kzal kwil kan tweede kamerlid kamerleden
stikstof asiel debat debatten kabinet kabinetten coalitie oppositie verkiezingen stemmen gestemd motie moties minister ministers premier staatssecretaris fractie fracties vragenuur
gisteren vandaag morgen vanavond vanmiddag vanmorgen vannacht straks strakjes appje appjes filmpje filmpjes berichtje mailtje telefoontje`
	italian = `nn cmq xke xkè perche perchè anke ke ki qst qsto dv pke tt tvb bn gg grz raga ragà vabbè vabbe boh mah bah beh ahah ahaha ahahah hahaha governo governi premier ministro ministri
scuola scuole buonascuola buona renzi monti grillo berlusconi bersani letta prof docenti docente insegnanti precari precario riforma riforme parlamento deputati senatori`
)

// Persian verbs as they are spoken: stems and endings that the dictionary has
// only in their written form.
var (
	persianPast = []string{"رفت", "گفت", "دید", "خورد", "کرد", "شد", "زد", "داد", "گرفت", "خرید", "فروخت", "نوشت", "خوند", "موند", "رسید", "فهمید", "شنید", "ترسید", "خندید", "کشید", "پرسید", "بود", "داشت", "اومد", "برد", "آورد", "آمد", "تونست", "خواست", "دونست", "نشست", "شکست", "بست", "ریخت", "سوخت", "ساخت", "انداخت", "شناخت", "پخت", "گشت", "گذاشت", "برداشت", "افتاد", "ایستاد", "فرستاد"}
	persianNow  = []string{"ر", "گ", "بین", "خور", "کن", "ش", "زن", "د", "گیر", "خر", "فروش", "نویس", "خون", "مون", "رس", "فهم", "شنو", "ترس", "خند", "کش", "پرس", "باش", "دار", "ا", "بر", "ار", "یا", "تون", "خوا", "دون", "شین", "شکن", "بند", "ریز", "سوز", "ساز", "نداز", "شناس", "پز", "گرد", "ذار", "فت", "مون", "گذار", "هست", "نیست", "ایست", "فرست"}
	endings     = []string{"", "م", "ی", "ه", "یم", "ید", "ین", "ن", "ند", "مش", "یش", "هش", "نش", "مت", "هت"}
	prefixes    = []string{"", "می", "نمی", "ب", "ن", "بی", "نی"}
)

const persian = `ایشون اونا اینا همینا همونا اونجا اینجا اونو اینو اونم اینم منم توام مام شمام خودم خودت خودش خودمون خودتون خودشون بهم بهت بهش بهمون بهتون بهشون ازم ازت ازش برام برات براش باهام باهات باهاش
توییت توئیت توییتم توییتش توییتها توییتای توییتهای ریتوییت فالو فالوور آنفالو لایک کامنت استوری پست پیج دایرکت هشتگ ترند منشن ریپلای اکانت آنلاین آفلاین اینترنت فیلتر سایت وبسایت لینک گوشی گوشیم موبایل لپتاپ تبلت
خونه نون جون تهرون بارون آسمون زمستون تابستون خیابون بیابون میدون مهمون ارزون گرون زبون دندون قربون آقامون بچمون مامان بابا داداش آبجی مرسی ممنون سلام خداحافظ باشه آره نخیر اوکی عالیه خوبه بده نداره داره میشه نمیشه
اصن اصلن مثلن واقعن دقیقن حتمن معمولن لطفن فعلن قبلن بعدن یکم یذره یه یجوری اینجوری اونجوری چجوری چطوری چی چیه کیه کجاس اونه اینه همینه همونه هستش نیستش بودش شدش دیگه آخه والا بخدا انشالله ایشالا ماشالا`

func colloquial() []string {
	var out []string
	for _, text := range []string{english, dutch, italian, persian} {
		out = append(out, strings.Fields(text)...)
	}
	for _, stems := range [][]string{persianPast, persianNow} {
		for _, prefix := range prefixes {
			for _, stem := range stems {
				for _, ending := range endings {
					out = append(out, prefix+stem+ending)
				}
			}
		}
	}
	return out
}

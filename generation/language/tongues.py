"""Prompts in German, French, Spanish, Portuguese and Japanese: the words that matter, in English."""

from __future__ import annotations

import re

_FOREIGN: dict[str, str] = {
    # lengths
    "seconds": "sekunde sekunden sek seconde secondes segundo segundos seg",
    "minutes": "minuten minuto minutos",
    "hours": "stunde stunden heure heures hora horas",
    "bars": "takt takte takten mesure mesures compas compases compasso compassos",
    "half": "halbe halben demi demie demies media medio meia meio",
    "long": "lang langer lange langes langem langen longue largo larga longo longa duree duracion duracao dauer",
    # numbers
    "a": "ein eine einen einer eines un une una uno um uma",
    "two": "zwei deux dos dois duas",
    "three": "drei trois tres",
    "four": "vier quatre cuatro quatro",
    "eight": "acht huit ocho oito",
    "ten": "zehn dix diez dez",
    "five": "funf cinq cinco",
    "six": "sechs seis",
    "twelve": "zwolf douze doce doze",
    "fifteen": "funfzehn quinze quince",
    "forty": "vierzig quarante cuarenta quarenta",
    "fifty": "funfzig cinquante cincuenta cinquenta",
    "sixteen": "sechzehn seize dieciseis dezesseis",
    "twenty": "zwanzig vingt veinte vinte",
    "thirty": "dreissig trente treinta trinta",
    "sixty": "sechzig soixante sesenta sessenta",
    # with, without, only
    "with": "mit avec con com",
    "without": "ohne sans sin sem",
    "no": "kein keine keinen pas nao",
    "only": "nur seulement uniquement solamente unicamente apenas somente so",
    "and": "und et y e",
    "or": "oder ou",
    "in": "im en em",
    "at": "bei auf",
    "around": "etwa ungefahr circa environ vers alrededor aproximadamente cerca aproximado",
    "tempo": "geschwindigkeit velocidad velocidade ritmo rythme",
    # players
    "drums": "schlagzeug trommeln batterie tambours bateria baterias tambores",
    "percussion": "perkussion percusion percussao percussions",
    "bass": "basse basses bajo bajos baixo baixos",
    "melody": "melodie melodia melodien melodies melodias",
    "chords": "akkorde akkorden accords acordes harmonien",
    "piano": "klavier pianos",
    "guitar": "gitarre gitarren guitare guitares guitarra guitarras violao",
    "electric": "elektrisch elektrische electrique electrica eletrica",
    "acoustic": "akustisch akustische acoustique acustica",
    "strings": "streicher cordes cuerdas cordas",
    "trumpet": "trompete trompette trompeta",
    "violin": "geige violine violon violines violino",
    "flute": "flote flauta",
    "sax": "saxofon saxofone saxophon",
    "organ": "orgel orgue organo orgao",
    "choir": "chor choeur coro",
    "bells": "glocken glocke cloches cloche campanas campana sinos",
    "contrabass": "kontrabass contrebasse contrabajo contrabaixo",
    "s": "er",
    "rain": "regen pluie lluvia chuva",
    # moods
    "dark": "dunkel dunkle dunkler dunkles duster dustere dusterer dusteres finster sombre sombres obscur oscuro "
    "oscura "
    "oscuros sombrio sombria escuro escura",
    "sad": "traurig traurige trauriger trauriges triste tristes",
    "happy": "frohlich frohliche frohlicher frohliches joyeux joyeuse gai gaie alegre alegres feliz",
    "chill": "entspannt entspannte entspannter entspanntes detendu detendue relajado relajada relaxado relaxada",
    "calm": "ruhig ruhige ruhiger ruhiges calme tranquille tranquilo tranquila calmo calma suave doux douce",
    "dreamy": "vertraumt vertraumte vertraumter vertraumtes reveur reveuse sonador sonadora sonhador sonhadora",
    "romantic": "romantisch romantische romantischer romantique romantico romantica",
    "energetic": "energisch energiegeladen energique energico energica",
    "aggressive": "aggressiv aggressiver agressif agressive agresivo agresiva agressivo agressiva",
    "melancholic": "melancholisch melancholischer melancholische melancolique melancolico melancolica",
    "epic": "episch epische epischer epique epico epica",
    "nostalgic": "nostalgisch nostalgischer nostalgique nostalgico nostalgica",
    "mysterious": "geheimnisvoll mysterieux mysterieuse misterioso misteriosa",
    "angry": "wutend wutende wutender wutendes fache fachee furieux furieuse enojado enojada furioso furiosa "
    "raivoso raivosa",
    "sunny": "sommerlich sommerliche sommerlicher sommerliches estival estivale veraniego veraniega sonnig sonniger",
    "scary": "gruselig gruselige gruseliger gruseliges effrayant effrayante tenebroso tenebrosa aterrador assustador",
    "relaxing": "entspannend entspannende entspannender relaxant relaxante relajante gemutlich gemutlicher",
    "peaceful": "friedlich friedlicher paisible paisibles sereno sanft sanfter sanftes pacifico",
    "groovy": "tanzbar tanzbarer dansant dansante bailable dancante groovig grooviger",
    "heavy": "schwer schwerer schweres lourd lourde pesado pesada",
    "powerful": "kraftig kraftiger kraftvoll puissant puissante potente poderoso poderosa wuchtig",
    "driving": "treibend treibende treibender treibendes entrainant entrainante",
    "upbeat": "animado animada beschwingt enjoue enjouee",
    "soulful": "gefuhlvoll gefuhlvoller",
    "cold": "kalt kalter kaltes froid froide frio fria",
    "late-night": "nachtlich nachtlicher",
    "hard": "hart harte harter hartes duro dura",
    "short": "kurz kurze kurzer kurzes kurzem kurzen court courte courts corto corta curto curta",
    "hypnotic": "hypnotisch hypnotischer hypnotische hypnotique hipnotico hipnotica",
    "drop": "caida queda",
    "comes": "kommt arrive llega entra chega",
    "begins": "beginnt startet commence debute empieza comienza comeca inicia",
    "by": "par",
    "from": "ab",
    "chorus": "estribillo refrao",
    "after": "nach apres despues depois",
    "fast": "schnell schnelle schneller schnelles rapide rapido rapida",
    "slow": "langsam langsame langsamer langsames lent lente lento lenta devagar",
    "loop": "schleife boucle bucle",
    "old school": "altmodisch",
}
_MEANINGLESS = (
    "der die das den dem des le la les du de l d el los las lo o os as do da dos das no na nos nas ein mach mir bitte "
    "mochte hatte gern gerne ich will fais moi je veux voudrais hazme haz quiero me por favor faca faz quero crie crea "
    "cree creer erstelle generiere genere genera gere stuck lied musik musique musica morceau cancion faixa tema base "
    "pour para fur per von vom zu zum sehr tres muy muito instru instrumentale bpms pro pista s il te plait est ist es "
    "que qui dans auf sur tonart tonalite tonalidad tonalidade takt geht a au aux jahre annees"
)
_AMBIGUOUS = "no a do me so e y o as d l s in the base tema pro per die"
_SAME_IN_ENGLISH = frozenset(_AMBIGUOUS.split())
"""Words that English prompts use otherwise: left as they are; the readers decide."""
_WORDS = dict.fromkeys(_MEANINGLESS.split(), "") | {
    word: english for english, words in _FOREIGN.items() for word in words.split()
}

_JAPANESE: dict[str, str] = {
    "トラップ": "trap", "ローファイ": "lo-fi", "ヒップホップ": "hip hop", "ブームバップ": "boom bap", "ハウス": "house",
    "ディープハウス": "deep house", "ドリル": "drill", "ドラムンベース": "drum and bass", "テクノ": "techno",
    "ポップス": "pop", "ポップ": "pop", "ダブステップ": "dubstep", "ジャズ": "jazz", "ロック": "rock",
    "アンビエント": "ambient", "シンセウェーブ": "synthwave", "シティポップ": "city pop", "トランス": "trance",
    "ファンク": "funk", "ディスコ": "disco", "フォンク": "phonk", "ジャングル": "jungle", "レゲトン": "reggaeton",
    "アールアンドビー": "r&b", "ガラージ": "garage", "ソウル": "soul", "ボサノバ": "bossa nova",
    "秒": "seconds", "分間": "minutes", "分": "minutes", "小節": "bars", "半分": "", "分半": "minutes and a half",
    "テンポ": "tempo", "ビーピーエム": "bpm", "くらい": "", "ぐらい": "", "約": "around",
    "ドラム": "drums", "パーカッション": "percussion", "ベース": "bass", "メロディー": "melody", "メロディ": "melody",
    "コード": "chords", "ピアノ": "piano", "ギター": "guitar", "ストリングス": "strings", "シンセ": "synth",
    "フルート": "flute", "トランペット": "trumpet", "サックス": "sax", "オルガン": "organ", "ベル": "bell",
    "レコードノイズ": "vinyl", "雨音": "rain", "雨": "rain", "ローズ": "rhodes", "バイオリン": "violin",
    "なし": "nashi", "無し": "nashi", "抜き": "nashi", "のみ": "dake", "だけ": "dake", "と": "and", "付き": "",
    "暗い": "dark", "ダークな": "dark", "ダーク": "dark", "悲しい": "sad", "切ない": "sad", "明るい": "happy",
    "楽しい": "happy", "ハッピー": "happy", "チルな": "chill",
    "リラックスできる": "chill", "リラックス": "chill", "チル": "chill",
    "静かな": "calm", "静か": "calm",
    "落ち着いた": "calm", "激しい": "aggressive", "ドリーミー": "dreamy", "夢のような": "dreamy",
    "ロマンチック": "romantic", "エモい": "nostalgic", "懐かしい": "nostalgic", "壮大な": "epic", "壮大": "epic",
    "激しく": "aggressive", "怖い": "scary", "元気な": "energetic", "穏やかな": "calm", "幻想的な": "dreamy",
    "夏の": "summer", "おしゃれな": "", "かっこいい": "cool", "イントロ": "intro", "アウトロ": "outro",
    "ドロップ": "drop", "サビ": "hook",
    "フック": "hook", "小節目": "th bar", "短い": "short", "長い": "long",
    "速い": "fast", "遅い": "slow", "ゆっくり": "slow", "ループ": "loop",
    "マイナー": "minor", "メジャー": "major", "短調": "minor", "長調": "major",
    "シャープ": "sharp", "フラット": "flat", "キー": "key",
    "ビート": "beat", "曲": "", "音楽": "", "作って": "", "ください": "", "お願いします": "", "の": "", "を": "",
    "で": "", "な": "",
}  # fmt: skip
_JAPANESE_WORD = re.compile("|".join(sorted(_JAPANESE, key=len, reverse=True)))
_JAPANESE_KEY = re.compile("([嬰変]?)([ハニホヘトイロ])([短長])調")
_JAPANESE_TONICS = dict(zip("ハニホヘトイロ", "CDEFGAB", strict=True))
_JAPANESE_SIGNS = {"": "", "嬰": "#", "変": "b"}


def in_english(word: str) -> str:
    """The English for one folded foreign word; "" where it carries no meaning here; else the word itself."""
    if word in _SAME_IN_ENGLISH:
        return word
    return _WORDS.get(word, word)


def is_known(word: str) -> bool:
    """Whether a folded word is one of another language that BeatFlow knows."""
    return word in _WORDS


def _key_in_english(match: re.Match[str]) -> str:
    mode = "minor" if match[3] == "短" else "major"
    return f" {_JAPANESE_TONICS[match[2]]}{_JAPANESE_SIGNS[match[1]]} {mode} "


def japanese_in_english(text: str) -> str:
    """Put every Japanese word that BeatFlow knows into English, set off by spaces; leave all else as it is."""
    text = _JAPANESE_KEY.sub(_key_in_english, text)
    return _JAPANESE_WORD.sub(lambda match: f" {_JAPANESE[match[0]]} ", text)

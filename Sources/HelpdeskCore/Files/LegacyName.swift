/// Reads file names in the 8-bit character sets of old systems.
///
/// A file name is bytes in an unknown character set. One that is not UTF-8 is read in the set in which its letters make the
/// most likely Russian or Ukrainian words; if they make none, its bytes are shown as `\\xE9`.
enum LegacyName {
    /// The name as text.
    static func readable(_ bytes: some Collection<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let readings = [windows1251, koi8, dos866].compactMap { reading(of: bytes, in: $0) }
        // `max` returns the last of equals, and the first set is the most common one.
        return readings.reversed().max { $0.score < $1.score }?.text ?? escaped(bytes)
    }

    /// The name with each non-ASCII byte as `\\xE9`, which is different for every name.
    static func escaped(_ bytes: some Collection<UInt8>) -> String {
        bytes.reduce(into: "") { text, byte in
            if byte < 0x80 {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "\\x" + String(byte, radix: 16, uppercase: true)
            }
        }
    }

    private static func reading(
        of bytes: some Collection<UInt8>, in set: [Character]
    ) -> (text: String, score: Double)? {
        let characters = bytes.map { $0 < 0x80 ? Character(Unicode.Scalar($0)) : set[Int($0) - 0x80] }
        let foreign = zip(bytes, characters).filter { $0.0 >= 0x80 }.map(\.1)
        guard foreign.allSatisfy({ $0.isLetter || marks.contains($0) }) else { return nil }
        var (score, letters) = (0.0, 0)
        for word in characters.split(whereSeparator: { !$0.isLetter }) {
            let cyrillic = word.filter { !$0.isASCII }
            if cyrillic.isEmpty { continue }
            // "café" in some other set would become a word of two alphabets.
            guard cyrillic.count == word.count, let rated = rating(of: word) else { return nil }
            score += rated
            letters += word.count
        }
        return letters > 0 ? (String(characters), score / Double(letters)) : nil
    }

    /// How likely the word is; nil if a letter is in neither alphabet.
    private static func rating(of word: some Collection<Character>) -> Double? {
        var (rating, run) = (0.0, 0)
        var previous: (isUpper: Bool, isVowel: Bool)?
        for character in word {
            let letter = Character(character.lowercased())
            guard let frequency = frequencies[letter] else { return nil }
            rating += Double(frequency)
            let (isUpper, isVowel) = (character.isUppercase, vowels.contains(letter))
            // Nobody writes "зВІТ", and four consonants or vowels in a row are rare.
            if let previous, !previous.isUpper, isUpper { rating -= 60 }
            run = previous?.isVowel == isVowel ? run + 1 : 1
            if run > 3 { rating -= 20 }
            previous = (isUpper, isVowel)
        }
        return rating
    }

    private static let vowels: Set<Character> = Set("аеёиоуыэюяіїє")

    /// The frequency of each letter in a thousand.
    private static let frequencies: [Character: Int] = [
        "о": 110, "е": 80, "а": 80, "и": 70, "н": 67, "т": 60, "с": 50, "р": 47, "в": 45, "л": 42, "к": 35, "м": 31,
        "д": 30, "п": 28, "у": 27, "я": 20, "ы": 15, "ь": 17, "г": 16, "з": 18, "б": 16, "ч": 14, "й": 12, "х": 10,
        "ж": 9, "ш": 7, "ю": 7, "ц": 5, "щ": 4, "э": 3, "ф": 3, "ъ": 1, "ё": 3, "і": 45, "ї": 8, "є": 6, "ґ": 1,
    ]

    /// Other non-ASCII characters found in names.
    private static let marks: Set<Character> = ["№", "«", "»", "\u{2013}", "\u{2014}", "\u{2019}", "\u{A0}", "\u{B0}"]

    private static func characters(_ text: String) -> [Character] {
        text.unicodeScalars.map { Character($0) }
    }

    /// Bytes 80 to FF of Windows-1251.
    private static let windows1251 = characters(
        """
        ЂЃ\u{201A}ѓ\u{201E}\u{2026}\u{2020}\u{2021}\u{20AC}\u{2030}Љ\u{2039}ЊЌЋЏђ\u{2018}\u{2019}\
        \u{201C}\u{201D}\u{2022}\u{2013}\u{2014}\u{FFFD}\u{2122}љ\u{203A}њќћџ\u{A0}ЎўЈ\u{A4}Ґ\u{A6}\
        \u{A7}Ё\u{A9}Є«\u{AC}\u{AD}\u{AE}Ї\u{B0}\u{B1}Ііґµ\u{B6}\u{B7}ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ\
        ЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя
        """)

    /// Bytes 80 to FF of KOI8-U, which is KOI8-R with the Ukrainian letters.
    private static let koi8 = characters(
        """
        \u{2500}\u{2502}\u{250C}\u{2510}\u{2514}\u{2518}\u{251C}\u{2524}\u{252C}\u{2534}\u{253C}\u{2580}\
        \u{2584}\u{2588}\u{258C}\u{2590}\u{2591}\u{2592}\u{2593}\u{2320}\u{25A0}\u{2219}\u{221A}\u{2248}\
        \u{2264}\u{2265}\u{A0}\u{2321}\u{B0}\u{B2}\u{B7}\u{F7}\u{2550}\u{2551}\u{2552}ёє\u{2554}ії\
        \u{2557}\u{2558}\u{2559}\u{255A}\u{255B}ґ\u{255D}\u{255E}\u{255F}\u{2560}\u{2561}ЁЄ\u{2563}ІЇ\
        \u{2566}\u{2567}\u{2568}\u{2569}\u{256A}Ґ\u{256C}\u{A9}юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХ\
        ИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ
        """)

    /// Bytes 80 to FF of code page 866, which is used in archives made on Windows.
    private static let dos866 = characters(
        """
        АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп\u{2591}\u{2592}\u{2593}\u{2502}\u{2524}\u{2561}\
        \u{2562}\u{2556}\u{2555}\u{2563}\u{2551}\u{2557}\u{255D}\u{255C}\u{255B}\u{2510}\u{2514}\u{2534}\
        \u{252C}\u{251C}\u{2500}\u{253C}\u{255E}\u{255F}\u{255A}\u{2554}\u{2569}\u{2566}\u{2560}\u{2550}\
        \u{256C}\u{2567}\u{2568}\u{2564}\u{2565}\u{2559}\u{2558}\u{2552}\u{2553}\u{256B}\u{256A}\u{2518}\
        \u{250C}\u{2588}\u{2584}\u{258C}\u{2590}\u{2580}рстуфхцчшщъыьэюяЁёЄєЇїЎў\u{B0}\u{2219}\u{B7}\
        \u{221A}№\u{A4}\u{25A0}\u{A0}
        """)
}

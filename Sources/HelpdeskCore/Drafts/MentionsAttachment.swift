import HelpdeskModels

/// Whether a text speaks of a file that goes with it, as people write in Ukrainian, Russian and English.
///
/// It asks for a second look before a message without files leaves, so it may err on both sides: a question too many costs
/// a key, and one too few is what would have happened anyway.
public enum MentionsAttachment {
    public static func check(_ text: String) -> Bool {
        // Quoted lines were written by somebody else.
        text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix(">") }
            .flatMap { $0.split { ".!?;".contains($0) } }
            .contains { says(words(String($0))) }
    }

    private static func says(_ words: [String]) -> Bool {
        for (index, word) in words.enumerated() {
            let before = words[max(0, index - 2)..<index]
            if before.contains(where: negations.contains) { continue }
            if plain.contains(word) || stems.contains(where: word.hasPrefix) { return true }
            if locations.contains(word), let last = before.last, ["у", "в", "во"].contains(last) { return true }
            guard giving.contains(word) else { continue }
            let near = words[max(0, index - 3)..<min(words.count, index + 5)]
            if near.contains(where: { word in files.contains(word) || fileStems.contains(where: word.hasPrefix) }) {
                return true
            }
        }
        return false
    }

    private static func words(_ text: String) -> [String] {
        Folding.fold(text).unicodeScalars.split { !SearchTerm.isPart($0) }.map { String($0) }
    }

    private static func folded(_ words: String) -> Set<String> { Set(self.words(words)) }

    /// Beginnings of words that say it alone: `прикріпила`, `вложение`, `attached`.
    private static let stems = folded(
        "прикреп прикріп прилага приложил вложени вкладенн скриншот скріншот скрін attach enclos screenshot")

    /// Whole words that say it alone, because a longer one is another word: `скринька` is a box.
    private static let plain = folded("скрин скрина скрини скрины скрине скринов")

    /// After "in": «у файлі», «на знімку» is not among them, as one may see that elsewhere.
    private static let locations = folded("файлі файле файлах")

    /// Verbs of somebody who hands something over now, next to ``files``: «Додаю файл», «Скидаю запис».
    private static let giving = folded(
        """
        додаю додав додала додаємо надсилаю надіслав надіслала надсилаємо скидаю скинув скинула скидаємо кидаю кинув кинула
        шлю шлемо відправляю відправив відправила висилаю вислав вислала прикладаю пересилаю долучаю долучив долучила ось
        добавляю добавил добавила добавляем отправляю отправил отправила отправляем скидываю скинул скинула сбрасываю кидаю
        кинул кинула шлем высылаю выслал выслала присылаю прислал прислала посылаю прикладываю приложу пересылаю вот
        adding sending uploading forwarding heres
        """)

    private static let files = folded("лог логи логів логов лога log logs pdf скан скани сканы")

    private static let fileStems = folded(
        """
        файл фото знімок знімк запис відео документ картинк зображенн архів аудіо снимок снимк видео изображени архив аудио
        file photo picture image recording video document
        """)

    private static let negations = folded("не без немає нема нет no not without cannot cant dont")
}

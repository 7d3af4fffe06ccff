import HelpdeskCore

/// Whether a text speaks of a file that goes with it, in any of the three languages.
enum MentionsAttachment {
    /// Beginnings of words, folded: `прикрепил`, `прикріпила`, `вложение`, `додаю файл`, `attached`.
    private static let stems = [
        "прикреп", "прикріп", "вложен", "вкладен", "у файлі", "во файле", "в файле", "скриншот", "скріншот",
        "знімок екрана", "снимок экрана", "attach", "enclosed", "screenshot",
    ].map(Folding.fold)

    static func check(_ text: String) -> Bool {
        // Quoted lines were written by somebody else.
        let own = text.split(separator: "\n").filter { !$0.hasPrefix(">") }.joined(separator: "\n")
        let folded = Folding.fold(own)
        return stems.contains { folded.contains($0) }
    }
}

import HelpdeskModels

extension LocalizedText {
    /// One text in Ukrainian, Russian and English.
    init(uk: String, ru: String, en: String) {
        self.init([.ukrainian: uk, .russian: ru, .english: en])
    }
}

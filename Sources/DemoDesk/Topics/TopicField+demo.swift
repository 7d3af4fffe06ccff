import HelpdeskModels

/// The questions that several topics of the demo desk ask.
extension TopicField {
    static func callSign(isRequired: Bool = false) -> TopicField {
        TopicField(
            key: "call_sign",
            label: LocalizedText(uk: "Позивний водія", ru: "Позывной водителя", en: "Driver's call sign"),
            hint: LocalizedText(uk: "наприклад, 217", ru: "например, 217", en: "for example 217"), kind: .text,
            isRequired: isRequired)
    }

    static func orderNumber(isRequired: Bool = false) -> TopicField {
        TopicField(
            key: "order", label: LocalizedText(uk: "Номер замовлення", ru: "Номер заказа", en: "Order number"),
            hint: LocalizedText(uk: "лише цифри", ru: "только цифры", en: "digits only"), kind: .number,
            isRequired: isRequired)
    }

    static func phone(isRequired: Bool = false) -> TopicField {
        TopicField(
            key: "phone", label: LocalizedText(uk: "Номер телефону", ru: "Номер телефона", en: "Phone number"),
            hint: LocalizedText(uk: "як його бачить АТС", ru: "как его видит АТС", en: "as the switchboard shows it"),
            kind: .phone, isRequired: isRequired)
    }
}

extension LocalizedText {
    /// One text in Ukrainian, Russian and English.
    init(uk: String, ru: String, en: String) {
        self.init([.ukrainian: uk, .russian: ru, .english: en])
    }
}

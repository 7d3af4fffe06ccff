package import HelpdeskModels

extension Topic {
    /// The topic of everything that has no topic, as a new desk has it.
    package static let other = Topic(
        id: otherID,
        title: LocalizedText([.ukrainian: "Інше", .russian: "Другое", .english: "Other"]),
        recommendation: LocalizedText([
            .ukrainian: """
            Опишіть, що саме не вдається і що ви вже спробували.
            Вкажіть, коли це почалося і чи повторюється.
            Назвіть номер замовлення, позивний або телефон, якщо йдеться про конкретний випадок.
            Додайте знімок екрана: він часто пояснює краще за слова.
            """,
            .russian: """
            Опишите, что именно не получается и что вы уже попробовали.
            Укажите, когда это началось и повторяется ли.
            Назовите номер заказа, позывной или телефон, если речь о конкретном случае.
            Приложите снимок экрана: он часто объясняет лучше слов.
            """,
            .english: """
            Describe what exactly does not work and what you have tried already.
            Say when it began and whether it happens again.
            Give the order number, call sign or phone number if it is about a particular case.
            Attach a screenshot: it often explains more than words.
            """,
        ]), order: 1000)
}

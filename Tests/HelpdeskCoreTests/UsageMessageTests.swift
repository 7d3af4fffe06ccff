import CommandLineKit
import HelpdeskCore
import HelpdeskModels
import Testing

@Suite struct UsageMessageTests {
    @Test(
        "a sentence of the argument parser is told in Ukrainian and Russian, with what was typed",
        arguments: [
            ("Unknown option '--a'", "немає такої опції: --a", "нет такой опции: --a"),
            (
                "Unknown option '--jsn'. Did you mean '--json'?", "немає такої опції: --jsn. Можливо, --json?",
                "нет такой опции: --jsn. Возможно, --json?"
            ),
            (
                "Missing value for '--user <user>'", "бракує значення: --user <user>",
                "не хватает значения: --user <user>"
            ),
            ("Missing expected argument '<url>'", "бракує аргументу: <url>", "не хватает аргумента: <url>"),
            (
                "Missing one of: '--a', '--b'", "бракує одного з аргументів: --a, --b",
                "не хватает одного из аргументов: --a, --b"
            ),
            ("Unexpected argument 'x\ny'", "зайвий аргумент: «x\ny»", "лишний аргумент: «x\ny»"),
            ("2 unexpected arguments: 'x', 'y'", "зайві аргументи: x, y", "лишние аргументы: x, y"),
            (
                "The value 'x' is invalid for '--port <port>'", "--port <port>: значення «x» не підходить",
                "--port <port>: значение «x» не подходит"
            ),
            (
                "The value 'x' is invalid for '<view>'. Please provide one of 'all', 'mine' or 'open'.",
                "<view>: значення «x» не підходить. Можливі значення: all, mine, open",
                "<view>: значение «x» не подходит. Возможные значения: all, mine, open"
            ),
            (
                "The option '--json' does not take any value, but 'x' was specified.",
                "--json не має значення, а задано «x»", "у --json нет значения, а задано «x»"
            ),
            (
                "Value to be set with flag '--a' had already been set with flag '--b'", "--a суперечить --b",
                "--a противоречит --b"
            ),
            ("Missing required subcommand.", "бракує команди", "не хватает команды"),
            ("Власне речення.", "Власне речення.", "Власне речення."),
        ])
    func sentences(english: String, ukrainian: String, russian: String) {
        let usage = "Usage: cabdesk login <url>\n  See 'cabdesk login --help' for more information."
        let whole = "Error: \(english)\n\(usage)"
        #expect(UsageMessage.text(whole, in: .english) == whole)
        #expect(
            UsageMessage.text(whole, in: .ukrainian)
                == "Помилка: \(ukrainian)\nВикористання: cabdesk login <url>\n  Докладніше: cabdesk login --help")
        #expect(
            UsageMessage.text(whole, in: .russian)
                == "Ошибка: \(russian)\nИспользование: cabdesk login <url>\n  Подробнее: cabdesk login --help")
    }
}

import CursesTerminal
import Foundation
import Glibc
import HelpdeskModels
import TerminalKit

/// Whether the terminal can show the program.
struct TerminalChecks {
    let language: Language
    var environment = ProcessInfo.processInfo.environment

    /// Letters of the languages of the program, a combining mark, and what terminals disagree about most.
    private static let samples = ["Ж", "ї", "e\u{301}", "語", "🚕", "👩‍💻", "नि"]

    func findings() -> [Finding] {
        guard isatty(STDOUT_FILENO) == 1, isatty(STDIN_FILENO) == 1 else {
            return [
                Finding(
                    .terminal, .ok,
                    language.choose(
                        "This is not run in a terminal, so the terminal was not checked.",
                        uk: "Запущено не в терміналі, тож термінал не перевірявся.",
                        ru: "Запущено не в терминале, поэтому терминал не проверялся."))
            ]
        }
        let report = TerminalReport(environment: environment)
        guard report.isUsable else { return [unusable(report)] }
        return [
            Finding(.terminal, .ok, "TERM=\(report.type)"), locale(report), colours(report), size(), widths(),
            mouse(report), clipboard(),
        ]
    }

    private func unusable(_ report: TerminalReport) -> Finding {
        let type = report.type.isEmpty ? "—" : report.type
        return Finding(
            .terminal, .fault,
            language.choose(
                "This computer does not know the terminal type TERM=\(type). Try: TERM=xterm-256color cabdesk",
                uk: "Цей комп’ютер не знає типу термінала TERM=\(type). Спробуйте: TERM=xterm-256color cabdesk",
                ru: "Этот компьютер не знает типа терминала TERM=\(type). Попробуйте: TERM=xterm-256color cabdesk"))
    }

    private func locale(_ report: TerminalReport) -> Finding {
        report.isUTF8
            ? Finding(.locale, .ok, "UTF-8")
            : Finding(
                .locale, .warning,
                language.choose(
                    "The locale is not UTF-8. Cabdesk writes UTF-8 anyway; set LANG=C.UTF-8 or LANG=uk_UA.UTF-8.",
                    uk: "Локаль не UTF-8. Cabdesk однаково пише в UTF-8; задайте LANG=uk_UA.UTF-8 або LANG=C.UTF-8.",
                    ru: "Локаль не UTF-8. Cabdesk всё равно пишет в UTF-8; задайте LANG=ru_RU.UTF-8 или LANG=C.UTF-8."))
    }

    private func colours(_ report: TerminalReport) -> Finding {
        if environment["NO_COLOR"]?.isEmpty == false {
            return Finding(
                .colours, .ok,
                language.choose(
                    "No colours, because NO_COLOR is set.", uk: "Без кольорів, бо задано NO_COLOR.",
                    ru: "Без цветов, потому что задано NO_COLOR."))
        }
        let count = report.colors
        return Finding(
            .colours, count >= 8 ? .ok : .warning,
            language.choose("Colours: \(count).", uk: "Кольорів: \(count).", ru: "Цветов: \(count)."))
    }

    private func size() -> Finding {
        guard let size = CursesTerminal.windowSize else {
            return Finding(
                .size, .warning,
                language.choose(
                    "The terminal does not tell its size; 80 by 24 is assumed.",
                    uk: "Термінал не повідомляє свого розміру; припускаємо 80 на 24.",
                    ru: "Терминал не сообщает своего размера; предполагаем 80 на 24."))
        }
        let isSmall = size.columns < 80 || size.rows < 24
        let text = "\(size.columns)×\(size.rows)"
        return Finding(
            .size, isSmall ? .warning : .ok,
            isSmall
                ? language.choose(
                    "The window is \(text); 80×24 or more is comfortable.",
                    uk: "Вікно \(text); зручно від 80×24.", ru: "Окно \(text); удобно от 80×24.")
                : text)
    }

    private func widths() -> Finding {
        guard let columns = TerminalReport.columns(of: Self.samples) else {
            return Finding(
                .widths, .warning,
                language.choose(
                    "The terminal does not say where its cursor stands, so the widths of letters were not checked.",
                    uk: "Термінал не повідомляє, де його курсор, тож ширину літер не перевірено.",
                    ru: "Терминал не сообщает, где его курсор, поэтому ширина букв не проверена."))
        }
        let different = zip(Self.samples, columns).filter { sample, columns in DisplayWidth.of(sample) != columns }
        guard !different.isEmpty else {
            return Finding(
                .widths, .ok,
                language.choose(
                    "Letters and emoji are as wide as Cabdesk counts them.",
                    uk: "Літери й емодзі мають ту ширину, на яку розраховує Cabdesk.",
                    ru: "Буквы и эмодзи имеют ту ширину, на которую рассчитывает Cabdesk."))
        }
        let list = different.map { "\($0) \($1) (\(DisplayWidth.of($0)))" }.joined(separator: ", ")
        return Finding(
            .widths, .warning,
            language.choose(
                "The terminal draws some characters in another width than Cabdesk counts (in brackets): \(list). "
                    + "Lines with them are painted so that nothing else moves.",
                uk: "Термінал малює деякі знаки не тієї ширини, на яку розраховує Cabdesk (у дужках): \(list). "
                    + "Рядки з ними малюються так, щоб решта не зсувалася.",
                ru:
                    "Терминал рисует некоторые знаки не той ширины, на которую рассчитывает Cabdesk (в скобках): \(list). "
                    + "Строки с ними рисуются так, чтобы остальное не сдвигалось."))
    }

    private func mouse(_ report: TerminalReport) -> Finding {
        report.hasMouse
            ? Finding(.mouse, .ok, language.choose("Mouse: yes.", uk: "Миша: є.", ru: "Мышь: есть."))
            : Finding(
                .mouse, .warning,
                language.choose(
                    "No mouse with this type of terminal; every action has a key.",
                    uk: "З цим типом термінала миші немає; для кожної дії є клавіша.",
                    ru: "С этим типом терминала мыши нет; для каждого действия есть клавиша."))
    }

    private func clipboard() -> Finding {
        let isTmux = environment["TMUX"]?.isEmpty == false
        return Finding(
            .clipboard, .ok,
            isTmux
                ? language.choose(
                    "Copying passes through tmux if it has: set -g set-clipboard on",
                    uk: "Копіювання проходить крізь tmux, якщо в ньому задано: set -g set-clipboard on",
                    ru: "Копирование проходит сквозь tmux, если в нём задано: set -g set-clipboard on")
                : language.choose(
                    "Copying uses OSC 52; some terminals ask or must be told to allow it.",
                    uk:
                        "Копіювання йде через OSC 52; деякі термінали питають дозволу або потребують його в налаштуваннях.",
                    ru:
                        "Копирование идёт через OSC 52; некоторые терминалы спрашивают разрешения или требуют включить его в настройках."
                ))
    }
}

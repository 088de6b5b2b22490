"""The names of the months, in lower case, as news in some twenty languages write them in dates."""

import re

_NAMES = """
jan january januar janvier enero gennaio janeiro januari stycznia ledna января січня ocak
 jänner janv ene gen يناير
feb february februar février febrero febbraio fevereiro februari lutego února февраля лютого şubat
 feber févr fév fev fevr فبراير
mar march märz mars marzo março maart marts marca března марта березня mart maerz mär mrz mrt مارس
apr april avril abril aprile kwietnia dubna апреля квітня nisan avr abr أبريل
may mai mayo maggio maio mei maj maja května мая травня may\u0131s mag مايو
jun june juni juin junio giugno junho czerwca června июня червня haziran giu يونيو
jul july juli juillet julio luglio julho lipca července июля липня temmuz juil lug يوليو
aug august août agosto augustus augusti sierpnia srpna августа серпня ağustos aout ago أغسطس
sep september septembre septiembre setiembre settembre setembro września září сентября вересня
 eylül sept set سبتمبر
oct october oktober octobre octubre ottobre outubro października října октября жовтня ekim okt ott
 out أكتوبر
nov november novembre noviembre novembro listopadu ноября листопада kas\u0131m نوفمبر
dec december dezember décembre diciembre dicembre dezembro desember grudnia prosince декабря грудня
 aral\u0131k dez déc dic des ديسمبر
"""
# Polish listopada is November, Croatian listopada October: it is left out.
MONTHS = {
    name: number
    for number, names in enumerate(re.split(r"\n(?! )", _NAMES.strip()), 1)
    for name in names.split()
}
"""The number of the month, 1 to 12, behind each name."""

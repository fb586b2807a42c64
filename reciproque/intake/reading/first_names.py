"""First names usual in France: they tell « Yann Nedelec » from « Grand Delta ».

Only consulted for names that are not printed with a last name in capitals.
"""

_NAMES = """
abdel abdelkader abdellah abderrahmane adama adele adeline adrien agathe agnes ahmed aicha aime alain alban
albane albert alex alexandra alexandre alexis ali alice alicia aline alix alizee amadou amandine ambre amelie
amina amine anais andre andrea andree ange angele angelique anissa anita ann anna annabelle anne annick annie
anouk anthony antoine antonin antonio apolline ariane arlette armand armelle arnaud arthur astrid aude audrey
auguste aurelie aurelien aurore axel axelle aymeric aziz babette baptiste barbara bastien beatrice benedicte
benjamin benoit berengere bernadette bernard bertrand blaise blandine boris brahim brice brigitte bruno camille
candice carine carla carole caroline cassandra catherine cecile cedric celestin celia celine cesar chantal
charles charlene charlotte chloe christel christelle christian christiane christine christophe claire clara
clarisse claude claudette claudie claudine clemence clement clementine clotilde colette coline constance
coralie corentin corinne cynthia cyril cyrille damien daniel daniele danielle daphne david deborah delphine
denis denise diane didier dimitri djamel dominique dorian dorothee edgar edith edmond edouard eleonore elian
eliane elie eliette eliot elisa elisabeth elise ella ellen elodie eloise elsa emeline emeric emile emilie
emilien emma emmanuel emmanuelle eric erick erika ernest erwan esteban estelle esther etienne eugene eva
evelyne fabien fabienne fabrice fadila fanny farid fatiha fatima fatou felix ferdinand fernand fernando flora
florence florent florian francine francis francisco franck francois francoise frank fred frederic frederique
gabin gabriel gabriella gabrielle gael gaelle gaetan gaspard gaston gauthier genevieve geoffrey georges gerald
geraldine gerard germain ghislain ghislaine gilbert gilles gilberte gisele grace gregoire gregory guenole
guillaume gustave guy gwenaelle gwenola habib hadrien hakim hamid hassan hedi helene henri henriette herve
hocine houria hubert hugo hugues ibrahim ignace ines ingrid irene iris isabelle ismael ivan jack jackie jacky
jacqueline jacques jade jamel jamila janine jean jeanne jeannine jennifer jeremie jeremy jerome jessica joanna
joel joelle johan johanna john jonathan jordan jose josee joseph josephine josette josiane josselin josyane
juan jules julia julie julien juliette justin justine kader kamel karim karima karine katia kevin khadija
khaled laetitia lahcen lara laura laure laurence laurent laurette lea leila lena leo leon leonie leonard
leopold leslie lila lilian liliane lilou lina line lionel lisa lise loic loig lola lorene lou louis louisa
louise luc lucas lucette lucie lucien lucienne ludivine ludovic lydia lydie lyliane mael maelle magali
magalie maia malek malika mamadou manon manuel manuela marc marcel marcelle marcelline margaux margot
marguerite maria marianne marie marielle marin marina marine mario marion marius marjorie marlene martial
martin martine maryline maryse maryvonne mateo mathias mathieu mathilde matthias matthieu maud maurice max
maxence maxime maximilien mehdi melanie melissa michael michel michele micheline mickael mikael milan mireille
moha mohamed mohammed monique morgan morgane mouloud mounir mourad moussa muriel mustapha myriam nabil nacer
nadege nadia nadine nael naima nais nasser natacha nathalie nathan nawal nelly nicolas nicole nina noe noel
noelle noemie nora nordine norbert nourredine odette odile olga olivia olivier ombeline omar oscar othman
ousmane pablo pascal pascale pascaline patrice patricia patrick paul paule paulette pauline pedro perrine
philippe philomene pierre pierrette pierrick prisca quentin rabah rachel rachid rachida raoul raphael
raphaelle raymond raymonde rebecca regine regis remi remy renaud rene renee richard robert roberto robin roger
roland rolande romain romane romuald ronan rosa rose roselyne rozenn ruben sabine sabrina said salah salima
salome samia samir samira samuel sandra sandrine sarah sebastien selim serge severine sibylle sidonie simon
simone slimane sofia soizic solange solene sonia sophie stanislas stella stephan stephane stephanie steve
steven suzanne sybille sylvain sylvaine sylvette sylviane sylvie tanguy tania tatiana thaddee theo theodore
therese thibault thibaut thierry thomas tiphaine titouan tom tony tristan ugo ulysse ursula valentin valentine
valerie vanessa vera veronique victor victoire victoria vincent violaine violette virginie viviane vladimir
walter wassila wilfrid william xavier yacine yael yamina yann yannick yasmina yasmine yassine yves yvan yvette
yvon yvonne zahra zineb zoe zohra
"""
FIRST_NAMES = frozenset(_NAMES.split())

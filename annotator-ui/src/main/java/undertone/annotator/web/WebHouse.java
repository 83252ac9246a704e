package undertone.annotator.web;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import undertone.corpora.CorporaRoom;

/// The web app: every feature of this module over the rooms of data.
@SpringBootApplication(scanBasePackages = "undertone.annotator", proxyBeanMethods = false)
@AutoConfigurationPackage(basePackages = "undertone.annotator") // where Vaadin looks for routes
@Import(CorporaRoom.class)
public class WebHouse {}
